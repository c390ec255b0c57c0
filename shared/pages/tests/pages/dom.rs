//! Reads the strict HTML that our pages and the fixtures are written in: every element closed, every attribute quoted.

use std::collections::BTreeMap;

/// Elements that have no end.
const VOID: [&str; 5] = ["br", "input", "link", "meta", "hr"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// All words in it, with single spaces.
    pub(crate) fn text(&self) -> String {
        let mut words = Vec::new();
        for child in &self.children {
            match child {
                Node::Element(element) => words.push(element.text()),
                Node::Text(text) => words.push(text.clone()),
            }
        }
        words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Itself and every element in it, in the order of the page.
    pub(crate) fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        for child in &self.children {
            match child {
                Node::Element(element) => found.extend(element.all()),
                Node::Text(_) => {}
            }
        }
        found
    }

    pub(crate) fn named(&self, name: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    pub(crate) fn with_class(&self, class: &str) -> Option<&Element> {
        self.all().into_iter().find(|element| {
            element
                .attribute("class")
                .is_some_and(|all| all.split_whitespace().any(|one| one == class))
        })
    }
}

/// The element that `html` is, panicking where an element is not closed or an attribute is not well written.
pub(crate) fn parse(html: &str) -> Element {
    let mut reader = Reader { rest: html.trim() };
    reader.skip("<!DOCTYPE html>");
    let root = Element { children: reader.children("the end"), ..Element::default() };
    assert_eq!(reader.rest, "", "something is closed that was not opened");
    root
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, prefix: &str) -> bool {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let (taken, rest) = self.rest.split_at(self.rest.find(stop).unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn children(&mut self, of: &str) -> Vec<Node> {
        let mut children = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with("</") {
            if self.rest.starts_with('<') {
                children.push(Node::Element(self.element()));
            } else {
                let text = decode(self.take_until(|letter| letter == '<'));
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    children.push(Node::Text(text));
                }
            }
        }
        assert!(of == "the end" || !self.rest.is_empty(), "{of} is not closed");
        children
    }

    fn element(&mut self) -> Element {
        assert!(self.skip("<"), "an element starts with <");
        let name =
            self.take_until(|letter| letter.is_whitespace() || letter == '>' || letter == '/');
        let mut element = Element { name: name.to_owned(), ..Element::default() };
        loop {
            self.rest = self.rest.trim_start();
            if self.skip("/>") {
                return element;
            }
            if self.skip(">") {
                break;
            }
            let (key, value) = self.attribute();
            let twice = element.attributes.insert(key.clone(), value);
            assert_eq!(twice, None, "{name} has {key} twice");
        }
        if VOID.contains(&name) {
            return element;
        }
        element.children = self.children(name);
        assert!(self.skip(&format!("</{name}>")), "{name} is not closed before {:.40}", self.rest);
        element
    }

    fn attribute(&mut self) -> (String, String) {
        let key = self.take_until(|letter| letter.is_whitespace() || "=>/\"".contains(letter));
        assert!(!key.is_empty(), "no attribute can be read from {:.40}", self.rest);
        if !self.skip("=\"") {
            return (key.to_owned(), String::new());
        }
        let value = decode(self.take_until(|letter| letter == '"'));
        assert!(self.skip("\""), "{key} is not closed");
        let value = if key == "class" {
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            value
        };
        (key.to_owned(), value)
    }
}

fn decode(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
