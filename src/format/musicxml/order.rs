//! In which order measures are played: repeats, endings, and jumps such as "D.C. al Fine".

use super::super::FormatError;

/// Most measures that repeats may play; a thousand minutes of music.
pub(super) const MAX_PLAYED: usize = 20_000;

/// Most times that one repeat is played.
const MAX_TIMES: u32 = 16;

/// What a measure says about where to go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) has_repeat_start: bool,
    /// How often the repeat that ends here is played.
    pub(super) repeat_end: Option<u32>,
    /// The passes for which the ending that begins here is meant.
    pub(super) ending: Option<Vec<u32>>,
    pub(super) has_ending_end: bool,
    pub(super) jump: Option<Jump>,
    pub(super) has_segno: bool,
    pub(super) has_fine: bool,
    pub(super) has_to_coda: bool,
    pub(super) has_coda: bool,
}

/// A jump backwards at the end of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jump {
    ToStart,
    ToSegno,
}

/// The measures in the order in which they are played, by their place in the score.
///
/// A jump back is taken once; after it repeats are not played again, and of endings only the last.
pub(super) fn playing_order(marks: &[Marks]) -> Result<Vec<usize>, FormatError> {
    let mut order = Vec::with_capacity(marks.len());
    let mut player = Player {
        marks,
        section: 0,
        pass: 1,
        ending_end: None,
        has_jumped: false,
        has_left: false,
    };
    let mut at = 0;
    while at < marks.len() {
        if let Some(after) = player.skips_ending(at) {
            at = after;
            continue;
        }
        if player.has_ending(at) {
            player.ending_end = Some(player.after_ending(at) - 1);
        }
        if order.len() >= MAX_PLAYED {
            return Err(FormatError::not_musicxml(format!(
                "more than {MAX_PLAYED} measures found when repeats are played"
            )));
        }
        order.push(at);
        match player.after(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(order)
}

struct Player<'a> {
    marks: &'a [Marks],
    /// Where the repeated section begins.
    section: usize,
    /// Counted from 1.
    pass: u32,
    /// The last measure of the ending being played.
    ending_end: Option<usize>,
    has_jumped: bool,
    /// Whether the jump to the coda was made.
    has_left: bool,
}

impl Player<'_> {
    /// Where to go on if the ending that begins at a measure is not meant for this pass.
    fn skips_ending(&self, at: usize) -> Option<usize> {
        let numbers = self.marks[at].ending.as_ref()?;
        let after = self.after_ending(at);
        let has_next = self.has_ending(after);
        let is_meant = if self.has_jumped {
            !has_next
        } else {
            // Without a repeat at its end, this ending was not one of the passes before.
            let has_repeat = self.marks[after - 1].repeat_end.is_some();
            let is_over = has_repeat && numbers.iter().max().is_some_and(|last| self.pass > *last);
            numbers.is_empty() || numbers.contains(&self.pass) || !(has_next || is_over)
        };
        (!is_meant).then_some(after)
    }

    /// The first measure after the ending that begins at a measure.
    ///
    /// Some programs close the bracket too early: a first ending reaches to its repeat sign, and so
    /// does every one that another ending follows.
    fn after_ending(&self, start: usize) -> usize {
        let begins = |at: usize| self.marks.get(at).is_none_or(|next| next.ending.is_some());
        let is_first = |numbers: &Vec<u32>| numbers.contains(&1);
        let is_first = self.marks[start].ending.as_ref().is_some_and(is_first);
        let mut closed = None;
        for at in start..self.marks.len() {
            let marks = &self.marks[at];
            if at > start && marks.has_repeat_start {
                break;
            }
            if marks.repeat_end.is_some() {
                let reaches_here = closed.is_none() || is_first || self.has_ending(at + 1);
                if reaches_here {
                    return at + 1;
                }
                break;
            }
            closed = closed.or(marks.has_ending_end.then_some(at));
            if begins(at + 1) {
                return closed.unwrap_or(at) + 1;
            }
        }
        closed.unwrap_or(start) + 1
    }

    fn has_ending(&self, at: usize) -> bool {
        self.marks
            .get(at)
            .is_some_and(|marks| marks.ending.is_some())
    }

    /// The last pass for which an ending follows directly after a measure.
    fn last_pass_after(&self, at: usize) -> u32 {
        let (mut last, mut next) = (0, at + 1);
        for _ in 0..MAX_TIMES {
            let Some(numbers) = self.marks.get(next).and_then(|marks| marks.ending.as_ref()) else {
                break;
            };
            last = last.max(numbers.iter().copied().max().unwrap_or(0));
            next = self.after_ending(next);
        }
        last
    }

    /// The measure to play after one; `None` at the end.
    fn after(&mut self, at: usize) -> Option<usize> {
        let marks = &self.marks[at];
        if marks.has_repeat_start && at != self.section && !self.has_jumped {
            self.section = at;
            self.pass = 1;
        }
        if self.has_jumped && !self.has_left && marks.has_fine {
            return None;
        }
        if self.has_jumped && !self.has_left && marks.has_to_coda {
            let coda = (at + 1..self.marks.len()).find(|place| self.marks[*place].has_coda);
            if coda.is_some() {
                self.has_left = true;
                return coda;
            }
        }
        if let Some(times) = marks.repeat_end
            && !self.has_jumped
        {
            let last = times.max(self.last_pass_after(at)).min(MAX_TIMES);
            if self.pass < last {
                self.pass += 1;
                return Some(self.section);
            }
            self.end_section(at);
        } else if self.ending_end == Some(at) && self.pass > 1 && self.last_pass_after(at) == 0 {
            self.end_section(at);
        }
        if let Some(jump) = marks.jump
            && !self.has_jumped
        {
            self.has_jumped = true;
            let segno = || self.marks[..=at].iter().position(|marks| marks.has_segno);
            return match jump {
                Jump::ToStart => Some(0),
                Jump::ToSegno => Some(segno().unwrap_or(0)),
            };
        }
        Some(at + 1)
    }

    fn end_section(&mut self, at: usize) {
        self.section = at + 1;
        self.pass = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measures by signs: `|:` and `:|` (or `:|3` for three times) repeat, `[1,2` begins an ending and
    /// `]` ends it, `DC`, `DS`, `$`, `fine`, `to` and `coda` as in scores.
    fn check(measures: &str, expected: &str) {
        let marks: Vec<Marks> = measures.split_terminator(" / ").map(marks_of).collect();
        let order = playing_order(&marks).unwrap();
        let found: Vec<String> = order.iter().map(usize::to_string).collect();
        assert_eq!(found.join(" "), expected, "{measures}");
    }

    fn marks_of(measure: &str) -> Marks {
        let mut marks = Marks::default();
        for sign in measure.split(' ') {
            match sign {
                "|:" => marks.has_repeat_start = true,
                ":|" => marks.repeat_end = Some(2),
                ":|3" => marks.repeat_end = Some(3),
                "]" => marks.has_ending_end = true,
                "DC" => marks.jump = Some(Jump::ToStart),
                "DS" => marks.jump = Some(Jump::ToSegno),
                "$" => marks.has_segno = true,
                "fine" => marks.has_fine = true,
                "to" => marks.has_to_coda = true,
                "coda" => marks.has_coda = true,
                _ => {
                    let numbers = sign.strip_prefix('[').map(|numbers| numbers.split(','));
                    marks.ending = numbers
                        .map(|numbers| numbers.filter_map(|number| number.parse().ok()).collect())
                        .or(marks.ending);
                }
            }
        }
        marks
    }

    #[test]
    fn repeats_are_played() {
        check("- / - / -", "0 1 2");
        check("- / |: / :| / -", "0 1 2 1 2 3");
        check("- / :| / - / :|", "0 1 0 1 2 3 2 3");
        check("|: :|3 / -", "0 0 0 1");
        check("|: / - / |: / :|", "0 1 2 3 2 3");
    }

    #[test]
    fn every_pass_takes_its_ending() {
        check("|: / [1 :| ] / [2 ] / -", "0 1 0 2 3");
        check("|: / [1 / :| ] / [2 / ] / |: / :|", "0 1 2 0 3 4 5 6 5 6");
        check("- / [1,2 :| ] / [3 ]", "0 1 0 1 0 2");
        check("- / [1 :| ] / [2 :| ] / [3 ] / -", "0 1 0 2 0 3 4");
        // An ending without bracket, one without end, and one that nobody reaches by repeating.
        check("- / [1 :| ] / -", "0 1 0 2");
        check("- / [1 :| / [2 / -", "0 1 0 2 3");
        check("- / [2 ] / -", "0 1 2");
        // A second ending that is numbered as the first.
        check("|: / [1 :| ] / [1 / -", "0 1 0 2 3");
        // Brackets that are closed before their repeat signs.
        check("- / [1 ] / :| / [2 ] / -", "0 1 2 0 3 4");
        check("- / [1 ] / :| / [2 ] / :| / [3 ]", "0 1 2 0 3 4 0 5");
        check("- / [1 ] / :| / -", "0 1 2 0 3");
        check("- / [1 :| ] / [2 ] / - / |: / :|", "0 1 0 2 3 4 5 4 5");
        check("- / [1 :| ] / [2 ] / - / :|", "0 1 0 2 3 4 3 4");
    }

    #[test]
    fn jumps_are_taken_once_and_without_repeats() {
        check("- / fine / DC", "0 1 2 0 1");
        check("- / $ / fine / DS", "0 1 2 3 1 2");
        check("|: / to / :| DC / coda", "0 1 2 0 1 2 0 1 3");
        check("|: / [1 :| ] / [2 ] fine / DC", "0 1 0 2 3 0 2");
        check("DC / DC / DS", "0 0 1 2");
    }

    #[test]
    fn no_order_of_signs_plays_without_end() {
        let marks = marks_of("|: :|3 [1,2 ] DC DS $ to coda");
        assert!(playing_order(&vec![marks; 15_000]).is_ok());
        assert!(playing_order(&vec![marks_of("|: :|3"); 15_000]).is_err());
    }
}
