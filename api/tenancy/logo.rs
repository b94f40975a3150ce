//! The logo of printed orders: an image that is what it claims to be, and not too large to print.
use kernel::{Error, ended};
use serde::Serialize;
use utoipa::ToSchema;

/// The most bytes of a logo.
pub const BYTES_MAX: usize = 262_144;
/// The longest side, in pixels.
pub const SIDE_MAX_PX: u32 = 4096;
/// The most pixels in all, so that printing it stays cheap.
pub const PIXELS_MAX: u32 = 4_194_304;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What kind of image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[sqlx(type_name = "text")]
#[schema(as = LogoMediaType)]
pub enum MediaType {
    #[serde(rename = "image/png")]
    #[sqlx(rename = "image/png")]
    Png,
    #[serde(rename = "image/jpeg")]
    #[sqlx(rename = "image/jpeg")]
    Jpeg,
}

/// An image with its size, whole as far as its structure tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    pub media_type: MediaType,
    pub width_px: u32,
    pub height_px: u32,
    pub bytes: Vec<u8>,
}

/// The bytes of an image, for the document.
pub type ImageBytes = kernel::Bytes<BYTES_MAX>;

impl MediaType {
    /// As the wire knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

impl Logo {
    /// Takes an image whose bytes are what its media type says.
    pub fn parse(media_type: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let (media_type, size) = match media_type {
            "image/png" => (MediaType::Png, png_size(&bytes)),
            "image/jpeg" => (MediaType::Jpeg, jpeg_size(&bytes)),
            _ => return Err(ended::UNSUPPORTED_MEDIA_TYPE.into()),
        };
        let Some((width_px, height_px)) = size else {
            let message = format!("Must be a whole image of the type that it claims, {}.", media_type.code());
            return Err(Error::invalid("body", "not_the_image_it_claims", message));
        };
        let is_in = |side: u32| (1..=SIDE_MAX_PX).contains(&side);
        if !is_in(width_px) || !is_in(height_px) || width_px.saturating_mul(height_px) > PIXELS_MAX {
            let message = format!(
                "Must have at most {SIDE_MAX_PX} pixels a side and {PIXELS_MAX} in all; this has {width_px} x {height_px}."
            );
            return Err(Error::invalid("body", "too_many_pixels", message));
        }
        Ok(Self { media_type, width_px, height_px, bytes })
    }
}

// Walks the chunks (PNG, section 5): the header first, image data within, the end at the very end, nothing behind it.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(PNG_SIGNATURE)?;
    let (mut size, mut has_data) = (None, false);
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let (_checksum, after) = after.split_first_chunk::<4>()?;
        rest = after;
        match kind {
            b"IHDR" if size.is_none() && content.len() == 13 => size = Some(png_header(content)?),
            b"IDAT" if size.is_some() => has_data = true,
            b"IEND" => return size.filter(|_| has_data && content.is_empty() && rest.is_empty()),
            b"IHDR" | b"IDAT" => return None,
            _ if size.is_none() => return None,
            _ => {}
        }
    }
}

fn png_header(content: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = content.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

// Walks the segments (ITU T.81, annex B) up to the first scan; baseline and progressive frames alone, the end at the end.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?.strip_suffix(b"\xff\xd9")?;
    let mut size = None;
    loop {
        let (marker, after) = rest.split_first_chunk::<2>()?;
        let (length, after) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
        let (content, after) = after.split_at_checked(length)?;
        rest = after;
        match marker {
            [0xff, 0xc0..=0xc2] if size.is_none() => size = Some(jpeg_frame(content)?),
            [0xff, 0xda] => return size.filter(|_| !rest.is_empty()),
            [0xff, 0xc4 | 0xcc | 0xdb | 0xdd | 0xe0..=0xef | 0xfe] => {}
            _ => return None,
        }
    }
}

fn jpeg_frame(content: &[u8]) -> Option<(u32, u32)> {
    let (_precision, rest) = content.split_first_chunk::<1>()?;
    let (height, rest) = rest.split_first_chunk::<2>()?;
    let (width, _) = rest.split_first_chunk::<2>()?;
    Some((u32::from(u16::from_be_bytes(*width)), u32::from(u16::from_be_bytes(*height))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &str, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).expect("a short chunk").to_be_bytes();
        [&length, kind.as_bytes(), content, &[0; 4]].concat()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let header = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 6, 0, 0, 0].as_slice()].concat();
        [PNG_SIGNATURE, &chunk("IHDR", &header), &chunk("IDAT", &[1, 2, 3]), &chunk("IEND", &[])].concat()
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let frame = [&[0xff, 0xc0, 0, 8, 8], height.to_be_bytes().as_slice(), &width.to_be_bytes(), &[1]].concat();
        [b"\xff\xd8\xff\xe0\0\x04JF".as_slice(), &frame, b"\xff\xda\0\x02scan\xff\xd9"].concat()
    }

    fn rule(media_type: &str, bytes: Vec<u8>) -> Option<String> {
        let error = Logo::parse(media_type, bytes).err()?;
        let rule = error.problem().errors.first().map(|error| error.rule.clone());
        Some(rule.unwrap_or_else(|| error.refusal().code.to_owned()))
    }

    #[test]
    fn an_image_says_its_size() {
        let size = |logo: Logo| (logo.media_type, logo.width_px, logo.height_px);

        assert_eq!(Logo::parse("image/png", png(300, 80)).map(size).ok(), Some((MediaType::Png, 300, 80)));
        assert_eq!(Logo::parse("image/jpeg", jpeg(640, 480)).map(size).ok(), Some((MediaType::Jpeg, 640, 480)));
    }

    #[test]
    fn an_image_is_what_it_claims() {
        let wrong = Some("not_the_image_it_claims".to_owned());

        assert_eq!(rule("image/png", jpeg(1, 1)), wrong);
        assert_eq!(rule("image/jpeg", png(1, 1)), wrong);
        assert_eq!(rule("image/png", b"<svg onload=alert(1)>".to_vec()), wrong);
        assert_eq!(rule("image/svg+xml", b"<svg/>".to_vec()), Some("unsupported_media_type".into()));
        assert_eq!(rule("", png(1, 1)), Some("unsupported_media_type".into()));
    }

    #[test]
    fn a_cut_or_lengthened_image_is_refused() {
        let whole = png(300, 80);
        for end in 0..whole.len() {
            assert!(rule("image/png", whole[..end].to_vec()).is_some(), "cut at {end}");
        }
        let whole = jpeg(300, 80);
        for end in 0..whole.len() {
            assert!(rule("image/jpeg", whole[..end].to_vec()).is_some(), "cut at {end}");
        }
        assert!(rule("image/png", [png(1, 1), b"<script>".to_vec()].concat()).is_some());
        assert!(rule("image/jpeg", [jpeg(1, 1), b"<script>".to_vec()].concat()).is_some());
    }

    #[test]
    fn an_image_has_a_bounded_number_of_pixels() {
        let wrong = Some("too_many_pixels".to_owned());

        assert_eq!(rule("image/png", png(4096, 1024)), None);
        assert_eq!(rule("image/png", png(4097, 1)), wrong);
        assert_eq!(rule("image/png", png(4096, 4096)), wrong);
        assert_eq!(rule("image/png", png(0, 1)), wrong);
        assert_eq!(rule("image/png", png(u32::MAX, u32::MAX)), wrong);
    }
}
