//! Curves as a picture.

use std::fmt::Write;

/// Size of the picture, and of the margin that holds the numbers, in pixels.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
const MARGIN: f64 = 48.0;

/// Colours of curves, one after another.
const COLOURS: [&str; 6] = [
    "#5b6ee1", "#c0392b", "#2e8b57", "#b8860b", "#8e44ad", "#444444",
];

/// A curve: its name, and points from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it shows.
    pub name: String,
    /// Points of the plane.
    pub points: Vec<(f64, f64)>,
}

/// Curves over one axis, both axes from zero, as an SVG; `None` where there is no width or height to show.
pub fn plot_svg(title: &str, curves: &[Curve]) -> Option<String> {
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let widest = points().map(|point| point.0).fold(0.0, f64::max);
    let highest = points().map(|point| point.1).fold(0.0, f64::max);
    if widest <= 0.0 || highest <= 0.0 {
        return None;
    }
    let x = |value: f64| MARGIN + value / widest * (WIDTH - 2.0 * MARGIN);
    let y = |value: f64| HEIGHT - MARGIN - value / highest * (HEIGHT - 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\" font-size=\"14\">{}</text>\n",
        escaped(title)
    );
    for tick in 0..=4 {
        let share = f64::from(tick) / 4.0;
        let _ = writeln!(
            svg,
            "<line x1=\"{MARGIN}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{:.2}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0}</text>",
            WIDTH - MARGIN,
            y(highest * share),
            y(highest * share),
            MARGIN - 6.0,
            y(highest * share) + 4.0,
            highest * share,
            x(widest * share),
            HEIGHT - MARGIN + 18.0,
            widest * share,
        );
    }
    for (index, (curve, colour)) in curves.iter().zip(COLOURS.iter().cycle()).enumerate() {
        let points = curve.points.iter();
        let points = points.map(|point| format!("{:.1},{:.1}", x(point.0), y(point.1)));
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{colour}\">{}</text>",
            points.collect::<Vec<_>>().join(" "),
            WIDTH - MARGIN,
            MARGIN + 16.0 * index as f64,
            escaped(&curve.name),
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
