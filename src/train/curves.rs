//! The curves of a run as a picture.

use std::fmt::Write;

use super::log::LogLine;

/// Size of the picture, and of the margin that holds the numbers, in pixels.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
const MARGIN: f64 = 48.0;

/// Loss in training and in validation over the iterations, as an SVG; `None` for a log of less than two lines.
pub fn curves_svg(title: &str, log: &[LogLine]) -> Option<String> {
    let (first, last) = (log.first()?, log.last()?);
    if first.iteration >= last.iteration {
        return None;
    }
    let values = log
        .iter()
        .flat_map(|line| [line.train_nats_per_token, line.valid_nats_per_note]);
    let highest = values.fold(0.0, f64::max);
    let x = |iteration: usize| {
        let share = iteration as f64 / last.iteration as f64;
        MARGIN + share * (WIDTH - 2.0 * MARGIN)
    };
    let y = |nats: f64| HEIGHT - MARGIN - nats / highest * (HEIGHT - 2.0 * MARGIN);
    let curve = |value: fn(&LogLine) -> f64| -> String {
        let points = log
            .iter()
            .map(|line| format!("{:.1},{:.1}", x(line.iteration), y(value(line))));
        points.collect::<Vec<_>>().join(" ")
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\" font-size=\"14\">{}</text>\n",
        escaped(title)
    );
    for tick in 0..=4 {
        let nats = highest * f64::from(tick) / 4.0;
        let iteration = last.iteration * tick as usize / 4;
        let _ = writeln!(
            svg,
            "<line x1=\"{MARGIN}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{nats:.2}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{iteration}</text>",
            WIDTH - MARGIN,
            y(nats),
            y(nats),
            MARGIN - 6.0,
            y(nats) + 4.0,
            x(iteration),
            HEIGHT - MARGIN + 18.0,
        );
    }
    let curves = [
        (
            "training, nats a token",
            "#5b6ee1",
            curve(|line| line.train_nats_per_token),
        ),
        (
            "validation, nats a note",
            "#c0392b",
            curve(|line| line.valid_nats_per_note),
        ),
    ];
    for (index, (name, colour, points)) in curves.iter().enumerate() {
        let _ = writeln!(
            svg,
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{colour}\">{name}</text>",
            WIDTH - MARGIN,
            MARGIN + 16.0 * index as f64,
        );
    }
    svg.push_str("</svg>\n");
    Some(svg)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
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
