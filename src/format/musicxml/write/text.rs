//! XML as text: elements inside elements, and what must be escaped.

/// Written XML.
#[derive(Debug)]
pub(super) struct XmlText {
    text: String,
    depth: usize,
}

/// Name and value of attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl XmlText {
    /// The beginning of a document, whose type is told by a line of its own where it has one.
    pub(super) fn new(doctype: &str) -> Self {
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        if !doctype.is_empty() {
            text.push_str(doctype);
            text.push('\n');
        }
        Self { text, depth: 0 }
    }

    /// An element around others.
    pub(super) fn around(
        &mut self,
        name: &str,
        attributes: Attributes,
        inside: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes, ">\n");
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// An element around text.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes, content: &str) {
        self.tag(name, attributes, ">");
        self.escaped(content);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// An element around text, without attributes.
    pub(super) fn plain(&mut self, name: &str, content: impl ToString) {
        self.leaf(name, &[], &content.to_string());
    }

    /// An element around nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.tag(name, attributes, "/>\n");
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    fn tag(&mut self, name: &str, attributes: Attributes, end: &str) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            self.escaped(value);
            self.text.push('"');
        }
        self.text.push_str(end);
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', 2 * self.depth));
    }

    /// Signs that XML does not allow become blanks.
    fn escaped(&mut self, content: &str) {
        for sign in content.chars() {
            match sign {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                    self.text.push(' ');
                }
                _ => self.text.push(sign),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_reserves_is_escaped() {
        let mut xml = XmlText::new("");
        xml.around("a", &[("b", "\"<1>\"")], |xml| {
            xml.plain("c", "Tom & \u{0}Jérôme\n>");
            xml.empty("d", &[]);
        });
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;1&gt;&quot;\">\n  \
             <c>Tom &amp;  Jérôme &gt;</c>\n  <d/>\n</a>\n"
        );
    }
}
