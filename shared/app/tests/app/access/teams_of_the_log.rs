use plenum_app::{access::teams, identity::users};

use crate::world::World;

#[tokio::test]
async fn joining_a_team_twice_is_one_change_of_access() {
    let world = World::new().await;
    let (who, _) = world.admin().await;
    let team = teams::create(&world.app, &who, "North").await.expect("a team").value.id;
    for _ in 0..2 {
        users::join_team(&world.app, &who, who.user, team).await.expect("a member of it");
    }
    let changes = world.log(&who).await.into_iter().filter(|entry| entry.kind == "access.changed").count();
    assert_eq!(changes, 1);
}
