//! Small questions to an XML tree.

use roxmltree::{Document, ParsingOptions};

use super::super::FormatError;

pub(super) use roxmltree::Node;

/// More elements and texts than any score of the allowed size has.
const MAX_NODES: u32 = 1 << 20;

/// The tree of a text. External definitions are never fetched; entities of its own are refused.
pub(super) fn parse(text: &str) -> Result<Document<'_>, FormatError> {
    if text.contains("<!ENTITY") {
        return Err(FormatError::not_musicxml(
            "entity definitions found; a score needs none",
        ));
    }
    let options = ParsingOptions {
        // MusicXML files name their document type.
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options)
        .map_err(|error| FormatError::not_musicxml(error.to_string()))
}

/// The elements of a name directly inside a node.
pub(super) fn children<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> + Clone {
    node.children()
        .filter(move |child| child.has_tag_name(name))
}

/// The first element of a name directly inside a node.
pub(super) fn child<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

/// The element at the end of a path of names.
pub(super) fn inner<'a, 'input>(
    node: Node<'a, 'input>,
    path: &[&'static str],
) -> Option<Node<'a, 'input>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// The text of a node, without blanks around it.
pub(super) fn text<'a>(node: Node<'a, '_>) -> &'a str {
    node.text().unwrap_or("").trim()
}

/// The text at the end of a path of names; empty if there is none.
pub(super) fn text_in<'a>(node: Node<'a, '_>, path: &[&'static str]) -> &'a str {
    inner(node, path).map(text).unwrap_or("")
}

/// The whole number at the end of a path of names.
pub(super) fn number_in(node: Node, path: &[&'static str]) -> Option<i64> {
    let text = text_in(node, path);
    let whole = text.strip_prefix('+').unwrap_or(text).parse().ok();
    // Some programs write 2.0.
    let rounded = || text.parse::<f64>().ok().filter(|number| number.abs() < 1e9);
    whole
        .filter(|number: &i64| number.abs() < 1_000_000_000)
        .or_else(|| rounded().map(|number| number.round() as i64))
}

/// A line of the text that cannot be understood.
pub(super) fn wrong(node: Node, reason: impl Into<String>) -> FormatError {
    let line = node.document().text_pos_at(node.range().start).row;
    FormatError::syntax(line as usize, reason)
}

/// Text short enough for a message.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}
