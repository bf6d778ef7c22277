//! The book of faces: roles and weights, each with the chain of faces that serve it.

use std::sync::Arc;

use super::face::Face;
use super::lang::Lang;
use super::made::Made;
use super::weight;

/// Index of a face in its book.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FaceId(pub u16);

/// Index of a chain in its book.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ChainId(pub u16);

/// 字体: the four kinds of type a Chinese newspaper sets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// 宋.
    Song,
    /// 黑.
    Hei,
    /// 楷.
    Kai,
    /// 仿宋.
    Fang,
}

impl Role {
    /// All four, in the order in which they are listed.
    pub const ALL: [Role; 4] = [Role::Song, Role::Hei, Role::Kai, Role::Fang];

    /// Its Chinese name, as in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Role::Song => "宋",
            Role::Hei => "黑",
            Role::Kai => "楷",
            Role::Fang => "仿宋",
        }
    }
}

/// A role at a weight: the faces that serve it, the wanted one first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// The role.
    pub role: Role,
    /// 100 to 900.
    pub weight: u16,
    /// Where a character is looked for, in this order; never empty.
    pub faces: Vec<FaceId>,
}

/// Where a character was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// The face.
    pub face: FaceId,
    /// Its glyph there.
    pub glyph: u16,
    /// Its advance, in thousandths of an em.
    pub advance: i32,
    /// The chain's own face lacks it, though that face is one with marks and letters of its own.
    pub borrowed: bool,
}

/// A difference of weight that nobody sees, in thousandths of an em: 0.02 pt in a body of 9.
const LEAST_STROKE: i32 = 3;

/// All faces of an edition.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Arc<Face>>,
    chains: Vec<Chain>,
    /// The drawings that serve each chain.
    made: Vec<Option<Made>>,
}

impl FontBook {
    /// An empty book.
    pub fn new() -> FontBook {
        FontBook::default()
    }

    /// Adds a face and gives its id.
    pub fn add_face(&mut self, face: impl Into<Arc<Face>>) -> FaceId {
        self.faces.push(face.into());
        FaceId((self.faces.len() - 1) as u16)
    }

    /// Adds a chain, or finds the equal one that is there.
    pub fn add_chain(&mut self, chain: Chain) -> ChainId {
        self.add_chain_with(chain, None)
    }

    /// As [`FontBook::add_chain`], with glyphs that the paper drew itself.
    pub fn add_chain_with(&mut self, chain: Chain, made: Option<Made>) -> ChainId {
        let same = |(known, drawn): (&Chain, &Option<Made>)| *known == chain && *drawn == made;
        if let Some(index) = self.chains.iter().zip(&self.made).position(same) {
            return ChainId(index as u16);
        }
        self.chains.push(chain);
        self.made.push(made);
        ChainId((self.chains.len() - 1) as u16)
    }

    /// The face of an id that this book gave.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The chain of an id that this book gave.
    pub fn chain(&self, id: ChainId) -> &Chain {
        &self.chains[usize::from(id.0)]
    }

    /// 造字: the drawings that serve a chain.
    pub fn made(&self, id: ChainId) -> Option<&Made> {
        self.made[usize::from(id.0)].as_ref()
    }

    /// A character in the first face of a chain that has it: a drawing of the paper's own before all.
    pub fn look_up(&self, id: ChainId, character: char, lang: Lang) -> Option<Found> {
        if let Some(made) = self.made(id)
            && let Some(glyph) = made.character(character)
        {
            return Some(Found { face: made.face, glyph, advance: 1000, borrowed: made.is_borrowed(glyph) });
        }
        let faces = self.chain(id).faces.iter();
        faces.enumerate().find_map(|(index, &face)| {
            let (glyph, advance) = self.face(face).glyph_in(character, lang)?;
            Some(Found { face, glyph, advance, borrowed: index > 0 && !self.completes(id) })
        })
    }

    /// Whether a chain is completed by its other faces by design: the first files of 楷 and 仿宋 hold
    /// hanzi only.
    fn completes(&self, id: ChainId) -> bool {
        matches!(self.chain(id).role, Role::Kai | Role::Fang)
    }

    /// Whether a face of a chain stands in for its first.
    pub fn is_borrowed(&self, id: ChainId, face: FaceId) -> bool {
        face != self.chain(id).faces[0] && !self.completes(id)
    }

    /// The stroke round glyphs of `face` that makes them as dark as the first face of the chain, in
    /// thousandths of an em: 0 for that face itself, for a darker one and for a drawing.
    ///
    /// 楷 and 仿宋 borrow by design; there only a face of a lighter weight class is thickened.
    pub fn stroke(&self, id: ChainId, face: FaceId) -> i32 {
        let chain = self.chain(id);
        let first = chain.faces[0];
        if face == first || self.made(id).is_some_and(|made| made.face == face) {
            return 0;
        }
        let (light, dark) = (self.face(face).ink(), self.face(first).ink());
        if self.completes(id) && light.weight >= dark.weight {
            return 0;
        }
        let stroke = weight::stroke(light, dark);
        if stroke < LEAST_STROKE { 0 } else { stroke }
    }

    /// All faces, in the order of their ids.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face.as_ref()))
    }

    /// All chains, in the order of their ids.
    pub fn chains(&self) -> impl Iterator<Item = (ChainId, &Chain)> {
        self.chains.iter().enumerate().map(|(index, chain)| (ChainId(index as u16), chain))
    }

    /// The face named `name`, where a file of that name was added.
    pub fn face_named(&self, name: &str) -> Option<FaceId> {
        self.faces().find(|(_, face)| face.name() == name).map(|(id, _)| id)
    }

    /// The chain of a role and weight.
    pub fn find(&self, role: Role, weight: u16) -> Option<ChainId> {
        self.chains().find(|(_, chain)| chain.role == role && chain.weight == weight).map(|(id, _)| id)
    }
}
