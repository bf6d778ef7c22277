//! The book of faces: roles and weights, each with the chain of faces that serve it.

use super::face::Face;

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

/// All faces of an edition.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
    chains: Vec<Chain>,
}

impl FontBook {
    /// An empty book.
    pub fn new() -> FontBook {
        FontBook::default()
    }

    /// Adds a face and gives its id.
    pub fn add_face(&mut self, face: Face) -> FaceId {
        self.faces.push(face);
        FaceId((self.faces.len() - 1) as u16)
    }

    /// Adds a chain, or finds the equal one that is there.
    pub fn add_chain(&mut self, chain: Chain) -> ChainId {
        if let Some(index) = self.chains.iter().position(|known| *known == chain) {
            return ChainId(index as u16);
        }
        self.chains.push(chain);
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

    /// All faces, in the order of their ids.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face))
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
