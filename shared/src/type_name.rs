//! The names of types in documents, and of client targets: words joined in PascalCase.

/// `deal.stage_changed` as the name of a type or of a target: `DealStageChanged`. A word in camelCase keeps its inner
/// capitals: `stageId` becomes `StageId`.
pub fn type_name(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for word in words.split(['.', '_', '-', '/']) {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// The same with a small first letter: `list_deals` is the operation `listDeals`.
pub fn member_name(words: &str) -> String {
    let name = type_name(words);
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_one_name() {
        assert_eq!(type_name("deal.stage_changed"), "DealStageChanged");
        assert_eq!(type_name("stageId"), "StageId");
        assert_eq!(type_name("service-accounts"), "ServiceAccounts");
        assert_eq!(member_name("list_service_accounts"), "listServiceAccounts");
        assert_eq!(member_name("me"), "me");
    }
}
