//! Numbers packed by how often each is seen: the adaptive binary range coder of LZMA.
//!
//! Source: Pavlov, "LZMA specification", 2015, "The main loop"; Martin, "Range encoding", 1979.

/// Scale of a probability: 11 bits.
const SCALE_BITS: u32 = 11;
/// A probability of one half.
const EVEN: u16 = 1 << (SCALE_BITS - 1);
/// How slowly a probability follows what is seen.
const RATE: u32 = 5;
/// Below this a range is widened by a byte.
const NARROW: u32 = 1 << 24;

/// Leading binary digits of a number whose probabilities are kept apart.
const SHARP_DIGITS: usize = 3;
/// Lengths of numbers, in binary digits.
const LENGTHS: usize = 33;

/// What is known of the numbers of one column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Whether a number is longer than so many digits.
    lengths: [u16; LENGTHS],
    /// By length, the leading digits as a tree.
    leading: Vec<[u16; 1 << SHARP_DIGITS]>,
    /// By length and place, the digits after them.
    trailing: Vec<[u16; LENGTHS]>,
}

impl Column {
    pub fn new() -> Self {
        Self {
            lengths: [EVEN; LENGTHS],
            leading: vec![[EVEN; 1 << SHARP_DIGITS]; LENGTHS],
            trailing: vec![[EVEN; LENGTHS]; LENGTHS],
        }
    }

    /// Walks over the digits of a number plus one; `bit` codes each by its probability, `None` when it cannot.
    fn code(
        &mut self,
        number: u32,
        mut bit: impl FnMut(&mut u16, bool) -> Option<bool>,
    ) -> Option<u32> {
        let value = u64::from(number) + 1;
        let n_digits = (63 - value.leading_zeros()) as usize;
        let mut length = 0;
        while length + 1 < LENGTHS && bit(&mut self.lengths[length], length < n_digits)? {
            length += 1;
        }
        let (mut coded, mut node) = (1u64, 1usize);
        for place in (0..length).rev() {
            let depth = length - 1 - place;
            let digit = (value >> place) & 1 == 1;
            let probability = if depth < SHARP_DIGITS {
                &mut self.leading[length][node]
            } else {
                &mut self.trailing[length][place]
            };
            let digit = bit(probability, digit)?;
            coded = coded << 1 | u64::from(digit);
            if depth < SHARP_DIGITS {
                node = (node << 1 | usize::from(digit)) & ((1 << SHARP_DIGITS) - 1);
            }
        }
        u32::try_from(coded - 1).ok()
    }
}

/// Packs numbers into bytes.
#[derive(Debug)]
pub(super) struct Encoder {
    low: u64,
    range: u32,
    cache: u8,
    n_cached: u64,
    bytes: Vec<u8>,
}

impl Encoder {
    pub fn new() -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            cache: 0,
            n_cached: 1,
            bytes: Vec::new(),
        }
    }

    /// Packs a number.
    pub fn write(&mut self, column: &mut Column, number: u32) {
        let _ = column.code(number, |probability, bit| {
            self.bit(probability, bit);
            Some(bit)
        });
    }

    /// The bytes of everything.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        self.bytes
    }

    fn bit(&mut self, probability: &mut u16, bit: bool) {
        let bound = (self.range >> SCALE_BITS) * u32::from(*probability);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        adapt(probability, bit);
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || self.low > u64::from(u32::MAX) {
            let carry = (self.low >> 32) as u8;
            while self.n_cached > 0 {
                self.bytes.push(self.cache.wrapping_add(carry));
                self.cache = 0xff;
                self.n_cached -= 1;
            }
            self.cache = (self.low >> 24) as u8;
        }
        self.n_cached += 1;
        self.low = (self.low & 0x00ff_ffff) << 8;
    }
}

/// Unpacks numbers.
#[derive(Debug)]
pub(super) struct Decoder<'a> {
    range: u32,
    code: u32,
    bytes: &'a [u8],
}

impl<'a> Decoder<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let (head, rest) = bytes.split_at(bytes.len().min(5));
        let code = head
            .iter()
            .fold(0u32, |code, byte| code << 8 | u32::from(*byte));
        Self {
            range: u32::MAX,
            code,
            bytes: rest,
        }
    }

    /// Unpacks a number; `None` past the end.
    pub fn read(&mut self, column: &mut Column) -> Option<u32> {
        column.code(0, |probability, _| self.bit(probability))
    }

    fn bit(&mut self, probability: &mut u16) -> Option<bool> {
        let bound = (self.range >> SCALE_BITS) * u32::from(*probability);
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        adapt(probability, bit);
        while self.range < NARROW {
            self.range <<= 8;
            let (byte, rest) = self.bytes.split_first()?;
            self.code = self.code << 8 | u32::from(*byte);
            self.bytes = rest;
        }
        Some(bit)
    }
}

/// Moves the probability of a 0 towards what was seen.
fn adapt(probability: &mut u16, bit: bool) {
    if bit {
        *probability -= *probability >> RATE;
    } else {
        *probability += ((1 << SCALE_BITS) - *probability) >> RATE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were() {
        let numbers: Vec<u32> = (0..3000u32)
            .map(|n| n.wrapping_mul(2_654_435_761) >> (n % 32))
            .chain([0, 1, u32::MAX, u32::MAX - 1, 0, 0, 0])
            .collect();
        let (mut one, mut other) = (Column::new(), Column::new());
        let mut encoder = Encoder::new();
        for (at, number) in numbers.iter().enumerate() {
            let column = if at % 3 == 0 { &mut one } else { &mut other };
            encoder.write(column, *number);
        }
        let bytes = encoder.finish();
        let (mut one, mut other) = (Column::new(), Column::new());
        let mut decoder = Decoder::new(&bytes);
        for (at, number) in numbers.iter().enumerate() {
            let column = if at % 3 == 0 { &mut one } else { &mut other };
            assert_eq!(decoder.read(column), Some(*number), "{at}");
        }
    }

    #[test]
    fn what_comes_often_takes_little_room() {
        let mut column = Column::new();
        let mut encoder = Encoder::new();
        for at in 0..10_000 {
            encoder.write(&mut column, u32::from(at % 50 == 0));
        }
        assert!(encoder.finish().len() < 300);
    }

    #[test]
    fn what_is_cut_short_ends() {
        let mut column = Column::new();
        let mut decoder = Decoder::new(&[0, 1, 2, 3, 4, 5, 6]);
        let n_read = (0..1000).take_while(|_| decoder.read(&mut column).is_some());
        assert!(n_read.count() < 1000);
    }
}
