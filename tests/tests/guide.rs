//! The developer's guide shows code that is compiled and tested: each listing is a part of a file, which it names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::path::Path;

/// A fenced block of a page: its language, the file that is named above it, its lines.
struct Listing {
    line: usize,
    language: String,
    from: Option<String>,
    text: String,
}

fn listings(page: &str) -> Vec<Listing> {
    let (mut listings, mut open, mut from) = (Vec::new(), None::<Listing>, None);
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Listing {
                    line: index + 1,
                    language: language.to_owned(),
                    from: from.take(),
                    text: String::new(),
                });
            }
            (None, None) => {
                let named = line.strip_prefix("<!-- from: ").and_then(|rest| rest.strip_suffix(" -->"));
                from = named.map(str::to_owned);
            }
            (Some(listing), None) => listing.text.extend([line, "\n"]),
            (Some(_), Some(_)) => listings.extend(open.take()),
        }
    }
    assert!(open.is_none(), "the last listing is not closed");
    listings
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

#[test]
fn every_listing_is_a_part_of_the_file_that_it_names() {
    let listings = listings(&read("docs/developers-guide.md"));
    for Listing { line, language, from, text } in &listings {
        // What a reader types into a shell or a manifest is no file of this workspace.
        if language == "console" || language == "toml" {
            continue;
        }
        let from = from.as_ref().unwrap_or_else(|| panic!("line {line}: the listing names no file"));
        assert!(read(from).contains(text), "line {line}: {from} has no such part:\n{text}");
    }
    let rust = listings.iter().filter(|listing| listing.language == "rust").count();
    assert!(rust >= 5, "{rust} listings of Rust are left");
}

/// The Markdown files of a folder of this repository.
fn pages(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let names = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".md")).map(|name| format!("{folder}/{name}")).collect()
}

/// The anchor that a heading gets.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let mut links = 0;
    // Of `benches` only the page for readers: the others are parts of one that is put together in `docs`.
    for page in [".", "docs", "docs/decisions"].into_iter().flat_map(pages).chain(["benches/README.md".to_owned()]) {
        let text = read(&page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()) {
            let (path, anchored) = link.split_once('#').map_or((link, None), |(path, anchored)| (path, Some(anchored)));
            if path.contains(':') {
                continue;
            }
            links += 1;
            let folder = Path::new(&page).parent().unwrap();
            let target = if path.is_empty() { page.clone() } else { folder.join(path).to_str().unwrap().to_owned() };
            let exists = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&target).exists();
            assert!(exists, "{page}: {link}");
            if let Some(anchored) = anchored.filter(|_| target.ends_with(".md")) {
                let text = read(&target);
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let is_named = text.contains(&format!("<a id=\"{anchored}\">"));
                let is_heading = headings.any(|line| anchor(line.trim_start_matches('#')) == anchored);
                assert!(is_named || is_heading, "{page}: {link}");
            }
        }
    }
    assert!(links > 50, "{links} links are left");
}
