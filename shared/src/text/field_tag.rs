//! How the words of one field are told apart from those of another.

/// A short name for a field among the words that are kept of it: the same in every release, and its own in the entity,
/// as the catalogue checks when a program starts.
pub fn field_tag(field: &str) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    // FNV-1a: short, spread well, and never changed.
    let hash = field.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let hash = hash ^ (hash >> 20);
    (0..4).map(|at| char::from(LETTERS[(hash >> (5 * at) & 31) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_never_change() {
        assert_eq!(["title", "firstName", "description"].map(field_tag), ["f4fb", "vmkf", "f1eu"]);
    }
}
