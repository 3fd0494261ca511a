use plenum_bus::MemoryBuckets;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const HOUR: Duration = Duration::from_secs(3_600);

fn rate(quota: u32) -> Rate {
    Rate { name: "caller", quota, window: HOUR }
}

fn caller(number: u128) -> BucketKey {
    BucketKey::Caller(Uuid::from_u128(1).into(), Uuid::from_u128(number).into())
}

fn tenant() -> BucketKey {
    BucketKey::Tenant(Uuid::from_u128(1).into())
}

/// How many of so many requests this node admits.
fn admitted(node: &RateLimiter, key: BucketKey, quota: u32, requests: usize) -> usize {
    (0..requests).filter(|_| node.take(&[(key, rate(quota))], 1).is_ok()).count()
}

async fn settle(node: &RateLimiter, store: &MemoryBuckets) {
    node.settle_once(store).await.expect("a settlement");
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_admitted_up_to_the_quota_and_then_as_much_as_is_refilled() {
    let node = RateLimiter::default();
    assert_eq!(admitted(&node, caller(1), 60, 100), 60);
    let refused = node.take(&[(caller(1), rate(60))], 1).expect_err("empty");
    let limit = refused.limit().expect("a limit");
    assert_eq!((refused.code(), limit.name, limit.quota, limit.window), (Code::RateLimited, "caller", 60, HOUR));
    assert_eq!(limit.retry_after.as_secs_f64().round(), 60.0);
    tokio::time::advance(limit.retry_after + Duration::from_millis(1)).await;
    assert_eq!(admitted(&node, caller(1), 60, 5), 1, "the answer said when");
    assert_eq!(admitted(&node, caller(2), 60, 5), 5, "another caller has a bucket of their own");
    tokio::time::advance(10 * HOUR).await;
    assert_eq!(admitted(&node, caller(1), 60, 100), 60, "no more than the quota is saved up");
}

#[tokio::test(start_paused = true)]
async fn the_answer_says_how_much_is_left() {
    let node = RateLimiter::default();
    let left = node.take(&[(caller(1), rate(60)), (tenant(), rate(600))], 10).expect("admitted");
    let left: Vec<_> = left.iter().map(|it| (it.rate.quota, it.left, it.full_in.as_secs_f64().round())).collect();
    assert_eq!(left, [(60, 50, 600.0), (600, 590, 60.0)]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_caller_takes_nothing_from_the_tenant() {
    let node = RateLimiter::default();
    let of_both = |number| [(caller(number), rate(3)), (tenant(), rate(8))];
    let admitted = |number| (0..50).filter(|_| node.take(&of_both(number), 1).is_ok()).count();
    assert_eq!([admitted(1), admitted(2), admitted(3), admitted(4)], [3, 3, 2, 0]);
    let refused = node.take(&of_both(4), 1).expect_err("the tenant has no more");
    assert_eq!(refused.limit().expect("a limit").quota, 8);
    assert_eq!(admitted(3), 0);
    tokio::time::advance(HOUR / 8 + Duration::from_millis(1)).await;
    assert_eq!(admitted(4), 1, "nothing was taken from the caller when the tenant was refused");
}

#[tokio::test(start_paused = true)]
async fn what_is_given_back_can_be_taken_again_on_any_node() {
    let (one, store) = (RateLimiter::default(), MemoryBuckets::new());
    assert_eq!(admitted(&one, caller(1), 10, 10), 10);
    settle(&one, &store).await;
    one.give_back(&[(caller(1), rate(10))], 4);
    settle(&one, &store).await;
    let two = RateLimiter::default();
    assert_eq!(admitted(&two, caller(1), 10, 1), 1);
    settle(&two, &store.other_node()).await;
    let left = two.take(&[(caller(1), rate(10))], 0).expect("a look")[0].left;
    assert!((2..=3).contains(&left), "4 were given back and one was taken: {left}");
}

#[tokio::test(start_paused = true)]
async fn nodes_share_one_quota_and_a_caller_of_one_node_may_use_nearly_all_of_it() {
    let store = MemoryBuckets::new();
    let (one, two) = (RateLimiter::default(), RateLimiter::default());
    let of_two = store.other_node();
    for _ in 0..2 {
        settle(&one, &store).await;
        settle(&two, &of_two).await;
    }
    let mut used = 0;
    for _ in 0..20 {
        used += admitted(&one, caller(1), 1_000, 1_000);
        settle(&one, &store).await;
        tokio::time::advance(Duration::from_millis(201)).await;
    }
    assert!((995..=1_002).contains(&used), "{used}");
    // The other node learns of it with its first use.
    let late = admitted(&two, caller(1), 1_000, 1);
    settle(&two, &of_two).await;
    assert_eq!((late, admitted(&two, caller(1), 1_000, 100)), (1, 0));
}

/// At first each node knows only its own part of what was taken, so together they may go over. That is repaid.
#[tokio::test(start_paused = true)]
async fn in_the_long_run_nodes_together_admit_what_one_would() {
    let (first, mut used) = (MemoryBuckets::new(), 0);
    let nodes: Vec<_> = (0..4).map(|_| (RateLimiter::default(), first.other_node())).collect();
    let start = Instant::now();
    let mut at_once = 0;
    while start.elapsed() < HOUR {
        for (node, store) in &nodes {
            // They have to be seen together, whatever the pause is.
            store.settle(&[]).await.expect("an answer");
            used += admitted(node, caller(1), 400, 150);
        }
        for (node, store) in &nodes {
            settle(node, store).await;
        }
        if at_once == 0 && start.elapsed() > Duration::from_secs(1) {
            at_once = used;
        }
        tokio::time::advance(Duration::from_secs(4)).await;
    }
    assert!((795..=830).contains(&used), "{used}");
    assert!((400..=800).contains(&at_once), "{at_once}");
}

struct Unreachable;

#[async_trait::async_trait]
impl BucketStore for Unreachable {
    async fn settle(&self, _: &[BucketUse]) -> Result<plenum_bus::buckets::Settlement, plenum_bus::LinkError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn without_an_answer_a_node_goes_on_with_its_even_part_and_reports_later() {
    let store = MemoryBuckets::new();
    let (one, other) = (RateLimiter::default(), store.other_node());
    settle(&one, &store).await;
    other.settle(&[]).await.expect("a second node");
    settle(&one, &store).await;
    assert_eq!(admitted(&one, caller(1), 100, 100), 50);
    assert!(one.settle_once(&Unreachable).await.is_err());
    tokio::time::advance(HOUR / 2).await;
    assert_eq!(admitted(&one, caller(1), 100, 100), 25);
    settle(&one, &store).await;
    let left = other.settle(&[bucket_use(&caller(1), rate(100), 0.0)]).await.expect("an answer").left[0];
    assert!((24.0..26.0).contains(&left), "75 were taken: {left}");
}

#[tokio::test(start_paused = true)]
async fn the_task_settles_within_a_second_and_ends_when_it_is_stopped() {
    let (store, stop) = (MemoryBuckets::new(), CancellationToken::new());
    let observer = store.other_node();
    let node = Arc::new(RateLimiter::default());
    let task = tokio::spawn(node.clone().settle(Box::new(store), stop.clone()));
    assert_eq!(admitted(&node, caller(1), 100, 40), 40);
    tokio::time::sleep(EVERY + PAUSE).await;
    let left = observer.settle(&[bucket_use(&caller(1), rate(100), 0.0)]).await.expect("an answer").left[0];
    assert!((60.0..61.0).contains(&left), "{left}");
    stop.cancel();
    task.await.expect("an end");
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_changes_keeps_the_part_that_is_used() {
    let node = RateLimiter::default();
    assert_eq!(admitted(&node, caller(1), 100, 50), 50);
    assert_eq!(admitted(&node, caller(1), 1_000, 1_000), 500);
    assert_eq!(admitted(&node, caller(1), 0, 10), 0);
    let refused = node.take(&[(caller(1), rate(0))], 1).expect_err("nothing is allowed");
    assert_eq!(refused.limit().expect("a limit").retry_after, HOUR);
    assert!(admitted(&node, caller(1), 10, 100) <= 10);
}

#[tokio::test(start_paused = true)]
async fn what_was_taken_of_a_large_quota_is_little_of_it_after_the_quota_has_changed() {
    let (node, store) = (RateLimiter::default(), MemoryBuckets::new());
    assert_eq!(admitted(&node, caller(1), 50_000, 20), 20);
    assert_eq!(admitted(&node, caller(1), 20, 1), 1);
    settle(&node, &store).await;
    assert_eq!(admitted(&node, caller(1), 20, 30), 18, "20 of 50,000 are hardly anything of 20");
    assert_eq!(admitted(&node, caller(1), 50_000, 1), 1);
    settle(&node, &store).await;
    assert!(admitted(&node, caller(1), 50_000, 10_000) > 2_000, "what is left of the small one is much of the large");
}

#[tokio::test(start_paused = true)]
async fn full_buckets_are_forgotten_and_others_are_not() {
    let (node, store) = (RateLimiter::default(), MemoryBuckets::new());
    for number in 0..100 {
        admitted(&node, caller(number), 3_600, 1);
    }
    admitted(&node, caller(1), 3_600, 3_600);
    settle(&node, &store).await;
    tokio::time::advance(Duration::from_secs(5)).await;
    settle(&node, &store).await;
    assert_eq!(node.shares.len(), 1);
    assert!(admitted(&node, caller(1), 3_600, 100) < 10, "a bucket that is in use is not full again");
}

proptest! {
    /// Whatever is asked for and whenever, no more is admitted than the quota and what is refilled meanwhile.
    #[test]
    fn no_order_of_requests_admits_more_than_the_rate(
        quota in 1_u32..200,
        steps in prop::collection::vec((0_u64..100_000, 0_u32..20, any::<bool>()), 1..100),
    ) {
        let (mut now, mut share) = (Instant::now(), Share::new(rate(quota), 1, Instant::now()));
        let (start, mut used) = (now, 0.0);
        for (millis, cost, gives_back) in steps {
            now += Duration::from_millis(millis);
            if share.take(rate(quota), 1, cost, now).is_ok() {
                used += f64::from(cost);
                if gives_back {
                    share.give_back(cost);
                    used -= f64::from(cost);
                }
            }
            let allowed = f64::from(quota) * (1.0 + now.duration_since(start).as_secs_f64() / HOUR.as_secs_f64());
            prop_assert!(used <= allowed + 1e-6, "{used} of {allowed}");
        }
    }
}
