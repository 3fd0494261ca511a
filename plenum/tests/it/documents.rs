//! The OpenAPI documents, as a client gets them, and what generators need of all documents.

mod rules;

use http::Method;
use serde_json::Value;

use crate::plenum;

#[tokio::test]
async fn the_document_is_public_and_answers_conditional_requests() {
    let plenum = plenum().start().await;
    let anybody = plenum.anonymous();
    let written: Value = serde_json::from_str(include_str!("../../../docs/openapi.json")).expect("JSON");
    let served = anybody.get("/api/v1/openapi.json").await.expect(200);
    assert_eq!(served.json(), written);
    assert_eq!(served.header("content-type"), Some("application/json"));
    let written: Value = serde_json::from_str(include_str!("../../../docs/openapi.legacy.json")).expect("JSON");
    assert_eq!(anybody.get("/api/v1/openapi.legacy.json").await.expect(200).json(), written);
    let etag = served.header("etag").expect("a tag").to_owned();

    let request = |path| anybody.request(Method::GET, path).header("if-none-match", &etag);
    let known = request("/api/openapi.json").send().await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    assert_eq!(known.header("etag"), Some(etag.as_str()));
    assert_eq!(anybody.request(Method::HEAD, "/api/v1/openapi.json").send().await.header("etag"), Some(etag.as_str()));
    let changed =
        anybody.request(Method::GET, "/api/v1/openapi.json").header("if-none-match", "\"another\"").send().await;
    assert_eq!(changed.expect(200).body, served.body);
}
