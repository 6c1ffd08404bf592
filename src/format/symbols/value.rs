//! Note values: what one symbol can last.

/// The shape of a note or rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Value {
    /// MusicXML's name.
    pub(in crate::format) name: &'static str,
    /// Ticks that it lasts, dot included, outside tuplets.
    pub(in crate::format) ticks: u32,
    pub(in crate::format) is_dotted: bool,
}

/// Lengths of the values in ticks, 480 a quarter note, longest first.
const VALUES: [(&str, u32); 8] = [
    ("breve", 3_840),
    ("whole", 1_920),
    ("half", 960),
    ("quarter", 480),
    ("eighth", 240),
    ("16th", 120),
    ("32nd", 60),
    ("64th", 30),
];

impl Value {
    /// The shortest length that is written, and the grid on which everything plain stands.
    pub(in crate::format) const SHORTEST: u32 = 30;

    /// The value that lasts this long, at most one dot included.
    pub(in crate::format) fn of(ticks: u32) -> Option<Self> {
        Self::all().find(|value| value.ticks == ticks)
    }

    /// The value nearest to a length.
    pub(in crate::format) fn nearest(ticks: u32) -> Self {
        let best = Self::all().min_by_key(|value| value.ticks.abs_diff(ticks));
        best.unwrap_or(Self {
            name: "quarter",
            ticks: 480,
            is_dotted: false,
        })
    }

    fn all() -> impl Iterator<Item = Self> {
        VALUES.into_iter().flat_map(|(name, ticks)| {
            let value = |ticks, is_dotted| Self {
                name,
                ticks,
                is_dotted,
            };
            [value(ticks + ticks / 2, true), value(ticks, false)]
        })
    }

    /// Beams or flags: one for an eighth.
    pub(in crate::format) fn beams(self) -> usize {
        let place = |wanted: &str| VALUES.iter().position(|(name, _)| *name == wanted);
        place(self.name)
            .zip(place("quarter"))
            .map_or(0, |(own, quarter)| own.saturating_sub(quarter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_dot_at_most() {
        let shown = |ticks| Value::of(ticks).map(|value| (value.name, value.is_dotted));
        assert_eq!(shown(480), Some(("quarter", false)));
        assert_eq!(shown(720), Some(("quarter", true)));
        assert_eq!(shown(840), None);
        assert_eq!(shown(160), None);
        assert_eq!(Value::nearest(233).name, "eighth");
        assert_eq!(Value::nearest(0).name, "64th");
        assert_eq!(Value::nearest(u32::MAX).name, "breve");
        assert_eq!(
            (Value::nearest(120).beams(), Value::nearest(480).beams()),
            (2, 0)
        );
    }
}
