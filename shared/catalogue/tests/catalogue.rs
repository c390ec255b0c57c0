//! What a catalogue becomes, and what is wrong with one.

use catalogue::{Language, rust};

fn language(tag: &str, text: &str) -> Language {
    Language::parse(tag, text).expect("it can be read")
}

fn unreadable(text: &str) -> String {
    Language::parse("en", text).expect_err("it cannot be read").to_string()
}

fn differences(english: &str, welsh: &str) -> Vec<String> {
    let mistakes =
        rust(&[language("en", english), language("cy", welsh)]).expect_err("they differ");
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_sentence_without_places_is_a_text_and_one_with_places_a_method() {
    let code = rust(&[language(
        "en",
        r#"
heading = "Found"
head = ["One", "Two"]
[group]
goes = "Go to {service}"
help = "Email <contact/>, {name}, or <about>read {title}</about>."
"#,
    )])
    .unwrap();

    for line in [
        "    pub(crate) heading: &'static str,",
        "    pub(crate) head: &'static [&'static str],",
        "    pub(crate) group: GroupWords,",
        "    pub(crate) fn goes(&self, service: &str) -> String {",
        "    pub(crate) fn help(&self, contact: &maud::Markup, name: &str, about: Around<'_>, title: &str) -> maud::Markup {",
        r#"    heading: "Found","#,
        r#"    head: &["One", "Two"],"#,
        r#"        goes: |service: &str| ["Go to ", service].concat(),"#,
        r#"        help: |contact: &maud::Markup, name: &str, about: Around<'_>, title: &str| maud::html! { "Email " (contact) ", " (name) ", or " (about(&["read ", title].concat())) "." },"#,
        "static ALL: &[&Words] = &[&EN];",
    ] {
        assert!(code.lines().any(|each| each == line), "{line}\n\n{code}");
    }
}

#[test]
fn another_language_has_its_places_in_an_order_of_its_own() {
    let code = rust(&[
        language("en", r#"late = "We email {address} by {day}""#),
        language("cy", r#"late = "{day}: {address}""#),
    ])
    .unwrap();

    assert!(code.contains(
        r#"late: |address: &str, day: &str| ["We email ", address, " by ", day].concat(),"#
    ));
    assert!(code.contains(r#"late: |address: &str, day: &str| [day, ": ", address].concat(),"#));
    assert!(code.contains("static ALL: &[&Words] = &[&EN, &CY];"), "{code}");
}

#[test]
fn what_a_language_lacks_or_has_beyond_english_fails_the_build() {
    let english = "a = \"{x}\"\nb = \"B\"\n[c]\nd = \"D\"\ne = [\"E\"]\n";
    for (welsh, mistakes) in [
        ("a = \"{x}\"\nb = \"B\"\n[c]\nd = \"D\"\n", vec!["words/cy.toml: c.e: it is missing"]),
        (
            "a = \"{x}\"\nb = \"B\"\nf = \"\"\n[c]\nd = \"D\"\ne = [\"E\"]\n",
            vec!["words/cy.toml: f: English has no such words"],
        ),
        (
            "a = \"{y}\"\nb = \"<b/>\"\n[c]\nd = \"D\"\ne = \"E\"\n",
            vec![
                "words/cy.toml: a: the place ‘x’ is missing, or is of another kind",
                "words/cy.toml: b: English has no place ‘b’",
                "words/cy.toml: c.e: it is of another kind than in English",
            ],
        ),
        (
            "a = \"{x}\"\nb = \"B\"\n[c]\nd = \"D\"\ne = [\"E\", \"F\"]\n",
            vec!["words/cy.toml: c.e: it has 2 sentences, and English 1"],
        ),
        (
            "a = \"<x/>\"\nb = \"B\"\nc = \"C\"\n",
            vec![
                "words/cy.toml: a: the place ‘x’ is missing, or is of another kind",
                "words/cy.toml: c: it is of another kind than in English",
            ],
        ),
    ] {
        assert_eq!(differences(english, welsh), mistakes);
    }
}

#[test]
fn there_is_always_english() {
    let mistakes = rust(&[language("cy", "a = \"A\"")]).unwrap_err();

    assert_eq!(
        mistakes[0].to_string(),
        "words/en.toml: there is no such file, and it says which words there are"
    );
}

#[test]
fn what_cannot_be_read_says_where_it_is_and_what_is_wrong() {
    for (text, mistake) in [
        ("a = 1", "words/en.toml: a: words alone can stand here"),
        ("[g]\na = [1]", "words/en.toml: g.a: a list holds sentences alone"),
        ("a = [\"{x}\"]", "words/en.toml: a: a place in a list: {x}"),
        (
            "A = \"\"",
            "words/en.toml: A: ‘A’ cannot be a name: lower case letters, digits and _ alone",
        ),
        (
            "a = \"{}\"",
            "words/en.toml: a: ‘’ cannot be a name: lower case letters, digits and _ alone",
        ),
        ("a = \"{x\"", "words/en.toml: a: a { that nothing closes"),
        ("a = \"x}\"", "words/en.toml: a: a } that nothing opens"),
        ("a = \"a > b\"", "words/en.toml: a: a > that nothing opens"),
        ("a = \"<b>x\"", "words/en.toml: a: <b> that nothing closes"),
        ("a = \"x</b>\"", "words/en.toml: a: </b> that nothing opens"),
        ("a = \"<b>x</c>\"", "words/en.toml: a: </c> that nothing opens"),
        ("a = \"{b} <b/>\"", "words/en.toml: a: two places of different kinds called ‘b’"),
        ("a = \"<b><c/></b>\"", "words/en.toml: a: an element within <b>"),
        ("a = \"<b><c>x</c></b>\"", "words/en.toml: a: an element within <b>"),
    ] {
        assert_eq!(unreadable(text), mistake);
    }
    assert!(unreadable("a = ").starts_with("words/en.toml: "));
}
