//! Opens pictures, for Lantern and for whoever else depends on it.
//!
//! It is the example of a library inside a product. The events are types of this crate, and so can be emitted where things
//! happen; whether they go anywhere is decided by the program that calls `telemetry().install()`. In any other program, and
//! before that call, an event costs an atomic load.

use std::time::Instant;

candor::schema!("../schema");

/// A picture, as far as its head tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What kind it is.
    pub format: Format,
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

impl Picture {
    /// Looks at the first bytes of a picture.
    pub fn open(bytes: &[u8]) -> Self {
        let start = Instant::now();
        let picture = Self::read(bytes);
        let width = picture.size.map(|(width, _)| width);
        LanternOpened::new().format(picture.format).width(width).took_us(start.elapsed()).emit();
        picture
    }

    fn read(bytes: &[u8]) -> Self {
        if let Some([b'I', b'H', b'D', b'R', size @ ..]) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0d") {
            let number = |at| size.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
            return Self { format: Format::Png, size: number(0).zip(number(4)) };
        }
        let Some(size) = bytes.strip_prefix(b"GIF89a").or_else(|| bytes.strip_prefix(b"GIF87a")) else {
            return Self { format: Format::Other, size: None };
        };
        let number = |at| size.get(at..at + 2)?.try_into().ok().map(|two| u32::from(u16::from_le_bytes(two)));
        Self { format: Format::Gif, size: number(0).zip(number(2)) }
    }
}

#[cfg(test)]
mod tests {
    use candor::testing;

    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x08\0\0\0\x04\0";

    #[test]
    fn a_picture_is_told_roughly() {
        let events = testing::record(|| {
            assert_eq!(Picture::open(PNG), Picture { format: Format::Png, size: Some((2048, 1024)) });
        });
        let opened = testing::only::<LanternOpened>(&events);
        opened.assert(LanternOpened::FORMAT, Format::Png);
        opened.assert(LanternOpened::WIDTH, Some("1920-3840".to_owned()));
        testing::assert_nowhere(&events, "2048");
    }

    #[test]
    fn what_is_no_picture_has_no_size() {
        for (bytes, format) in [(&b"GIF89a"[..], Format::Gif), (b"", Format::Other), (b"\x89PNG", Format::Other)] {
            assert_eq!(Picture::open(bytes), Picture { format, size: None }, "{bytes:?}");
        }
        assert_eq!(Picture::open(b"GIF89a\x02\0\x01\0").size, Some((2, 1)));
    }
}
