//! How many tests ran, read from what the test programs print.

/// Passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
}

impl Count {
    /// One check that either holds or does not.
    pub fn of_check(holds: bool) -> Self {
        Self {
            passed: usize::from(holds),
            failed: usize::from(!holds),
        }
    }

    /// The count of a suite whose program ended well or not: a suite that failed without naming a
    /// test, or that ran nothing, has failed.
    pub fn settled(mut self, is_success: bool) -> Self {
        if self.failed == 0 && (!is_success || self.passed == 0) {
            self.failed = 1;
        }
        self
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// `test result: ok. 12 passed; 0 failed; ...`, summed over all test programs.
pub fn cargo_tests(text: &str) -> Count {
    let mut count = Count::default();
    for line in text.lines().filter(|line| line.starts_with("test result:")) {
        count.add(numbers_before_words(line));
    }
    count
}

/// The tests in the browser, on the CPU and on WebGPU: the latter have `webgpu` in their names.
pub fn browser_tests(text: &str) -> (Count, Count) {
    let (mut cpu, mut webgpu) = (Count::default(), Count::default());
    for line in text.lines() {
        let Some((name, verdict)) = line
            .trim()
            .strip_prefix("test ")
            .and_then(|line| line.split_once(" ... "))
        else {
            continue;
        };
        let count = match verdict.split_whitespace().next() {
            Some("ok") => Count::of_check(true),
            Some("FAIL" | "FAILED") => Count::of_check(false),
            _ => continue,
        };
        if name.contains("webgpu") {
            webgpu.add(count)
        } else {
            cpu.add(count)
        }
    }
    (cpu, webgpu)
}

/// vitest's `Tests  1 failed | 11 passed (12)`.
pub fn vitest(text: &str) -> Count {
    let summary = text
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Tests "));
    summary.map(numbers_before_words).unwrap_or_default()
}

/// The `pass 7` and `fail 0` at the end of what `node --test` prints.
pub fn node_tests(text: &str) -> Count {
    let number_after = |wanted: &str| {
        let line = text
            .lines()
            .rev()
            .find(|line| line.trim_start_matches("ℹ ").starts_with(wanted));
        line.and_then(|line| line.rsplit(' ').next())
            .and_then(|number| number.parse().ok())
    };
    Count {
        passed: number_after("pass ").unwrap_or(0),
        failed: number_after("fail ").unwrap_or(0),
    }
}

/// The numbers right before `passed` and `failed`.
fn numbers_before_words(line: &str) -> Count {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).collect();
    let number_before = |wanted: &str| {
        let place = words.iter().position(|word| *word == wanted)?;
        words.get(place.checked_sub(1)?)?.parse().ok()
    };
    Count {
        passed: number_before("passed").unwrap_or(0),
        failed: number_before("failed").unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: usize, failed: usize) -> Count {
        Count { passed, failed }
    }

    #[test]
    fn cargo_results_are_summed() {
        let text = "test a ... ok\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\
                    noise\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(cargo_tests(text), count(15, 2));
    }

    #[test]
    fn browser_tests_are_told_apart_by_device() {
        let text = "test web::the_composer_seeds ... ok\ntest web::webgpu_agrees ... ok\n\
                    test web::webgpu_cancels ... FAIL\ntest other ... ignored\n";
        assert_eq!(browser_tests(text), (count(1, 0), count(1, 1)));
    }

    #[test]
    fn vitest_summaries_are_read() {
        assert_eq!(
            vitest(" Test Files  2 passed (2)\n      Tests  12 passed (12)\n"),
            count(12, 0)
        );
        let mixed = "      Tests  1 failed | 11 passed | 2 skipped (14)\n   Duration  1 s\n";
        assert_eq!(vitest(mixed), count(11, 1));
        assert_eq!(vitest("nothing here"), count(0, 0));
    }

    #[test]
    fn the_summary_of_node_is_its_last_word() {
        let text = "✔ a page (3ms)\npass 99\nℹ tests 8\nℹ pass 7\nℹ fail 1\nℹ skipped 0\n";
        assert_eq!(node_tests(text), count(7, 1));
    }

    #[test]
    fn a_suite_that_ran_nothing_has_failed() {
        assert_eq!(count(0, 0).settled(true), count(0, 1));
        assert_eq!(count(5, 0).settled(false), count(5, 1));
        assert_eq!(count(5, 2).settled(false), count(5, 2));
        assert_eq!(count(5, 0).settled(true), count(5, 0));
    }
}
