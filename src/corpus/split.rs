//! Which pieces train and which judge.

/// What a piece is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Split {
    /// The model learns from it.
    Train,
    /// The model is judged by it.
    Valid,
}

impl Split {
    /// "train" or "valid".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Valid => "valid",
        }
    }

    /// The split of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Train, Self::Valid]
            .into_iter()
            .find(|split| split.name() == name)
    }

    /// The split of a work, always the same for the same words; one work in twenty judges.
    pub fn of_work(work: &str) -> Self {
        /// FNV-1a, Fowler, Noll and Vo, 1991: stable over versions, unlike the standard hasher.
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        const STIR: u64 = 0xff51_afd7_ed55_8ccd;
        let hash = work.bytes().fold(OFFSET, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(PRIME)
        });
        // Words that differ in their last letter only need one more stir.
        let stirred = (hash ^ (hash >> 32)).wrapping_mul(STIR);
        if (stirred >> 32) % 20 == 0 {
            Self::Valid
        } else {
            Self::Train
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_one_work_in_twenty_judges_even_if_names_differ_little() {
        let judges = (0..1000).filter(|n| Split::of_work(&format!("psalm {n:03}")) == Split::Valid);
        assert!((30..70).contains(&judges.count()));
        assert_eq!(
            Split::of_work("adeste fideles"),
            Split::of_work("adeste fideles")
        );
    }
}
