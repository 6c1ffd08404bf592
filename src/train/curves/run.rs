//! The curves of a run as a picture.

use super::log::LogLine;
use super::plot::{Curve, plot_svg};

/// Loss in training and in validation over the iterations, as an SVG; `None` for a log of less than two lines.
pub fn curves_svg(title: &str, log: &[LogLine]) -> Option<String> {
    let (first, last) = (log.first()?, log.last()?);
    if first.iteration >= last.iteration {
        return None;
    }
    let curve = |name: &str, value: fn(&LogLine) -> f64| Curve {
        name: name.to_owned(),
        points: log
            .iter()
            .map(|line| (line.iteration as f64, value(line)))
            .collect(),
    };
    let curves = [
        curve("training, nats a token", |line| line.train_nats_per_token),
        curve("validation, nats a note", |line| line.valid_nats_per_note),
    ];
    plot_svg(title, &curves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_fall_from_left_to_right() {
        let line = |iteration: usize, nats: f64| LogLine {
            iteration,
            train_nats_per_token: nats,
            valid_nats_per_note: 2.0 * nats,
            learning_rate: 0.0,
            tokens_per_second: 0.0,
            elapsed_seconds: 0.0,
        };
        assert_eq!(curves_svg("a", &[line(100, 1.0)]), None);
        let svg = curves_svg("a <b>", &[line(100, 2.0), line(200, 1.0)]).unwrap();
        assert!(svg.contains("a &lt;b&gt;"));
        // The highest value, 4 nats, lies at the top; 1 nat three quarters further down.
        assert!(svg.contains("360.0,180.0 672.0,246.0"), "{svg}");
        assert!(svg.contains("360.0,48.0 672.0,180.0"), "{svg}");
    }
}
