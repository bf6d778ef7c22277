//! INDEX: the array of byte strings that CFF is built of.

/// An INDEX, where it lies.
#[derive(Clone, Copy, Default)]
pub(super) struct Index<'a> {
    count: usize,
    offset_size: usize,
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Index<'a> {
    /// Reads the INDEX at byte `at` of `bytes`; also gives where it ends.
    pub(super) fn read(bytes: &'a [u8], at: usize) -> Option<(Index<'a>, usize)> {
        let rest = bytes.get(at..)?;
        let count = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        if count == 0 {
            return Some((Index::default(), at + 2));
        }
        let offset_size = usize::from(*rest.get(2)?);
        if !(1..=4).contains(&offset_size) {
            return None;
        }
        let start = 3 + (count + 1) * offset_size;
        let offsets = rest.get(3..start)?;
        let mut index = Index { count, offset_size, offsets, data: &[] };
        // Offsets count from the byte before the data.
        let length = index.offset(count)?.checked_sub(1)?;
        index.data = rest.get(start..start.checked_add(length)?)?;
        Some((index, at + start + length))
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Item `number`.
    pub(super) fn get(&self, number: usize) -> Option<&'a [u8]> {
        if number >= self.count {
            return None;
        }
        let start = self.offset(number)?.checked_sub(1)?;
        let end = self.offset(number + 1)?.checked_sub(1)?;
        self.data.get(start..end)
    }

    fn offset(&self, number: usize) -> Option<usize> {
        let at = number * self.offset_size;
        let bytes = self.offsets.get(at..at + self.offset_size)?;
        Some(bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)))
    }
}

/// Items for an INDEX to be written.
#[derive(Default)]
pub(super) struct Items {
    /// Where each item ends in `data`.
    ends: Vec<usize>,
    data: Vec<u8>,
}

impl Items {
    pub(super) fn with_capacity(items: usize, bytes: usize) -> Items {
        Items { ends: Vec::with_capacity(items), data: Vec::with_capacity(bytes) }
    }

    /// Adds the item that `write` appends, unless it gives up.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<()> {
        write(&mut self.data)?;
        self.ends.push(self.data.len());
        Some(())
    }

    /// Adds an item.
    pub(super) fn push_bytes(&mut self, bytes: &[u8]) {
        self.data.extend_from_slice(bytes);
        self.ends.push(self.data.len());
    }

    /// Item `number`.
    pub(super) fn get(&self, number: usize) -> Option<&[u8]> {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        self.data.get(start..*self.ends.get(number)?)
    }

    /// The bytes that [`Items::write`] appends.
    pub(super) fn size(&self) -> usize {
        if self.ends.is_empty() { 2 } else { 3 + (self.ends.len() + 1) * self.offset_size() + self.data.len() }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.ends.len() as u16).to_be_bytes());
        if self.ends.is_empty() {
            return;
        }
        let size = self.offset_size();
        out.push(size as u8);
        for end in std::iter::once(&0).chain(&self.ends) {
            out.extend_from_slice(&(*end as u32 + 1).to_be_bytes()[4 - size..]);
        }
        out.extend_from_slice(&self.data);
    }

    fn offset_size(&self) -> usize {
        match self.data.len() + 1 {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0xff_ffff => 3,
            _ => 4,
        }
    }
}
