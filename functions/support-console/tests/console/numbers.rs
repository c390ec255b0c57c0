//! The numbers that new TRNs are drawn from.

use axum::http::StatusCode;
use dynamodb::TrnRange;
use journey::ReviewKind;
use testing::people::{self, trn};

use crate::scene::Office;

#[tokio::test]
async fn whoever_gives_a_trn_where_none_is_left_is_told_and_nothing_is_lost() {
    let office = Office::new().await;
    let range = TrnRange::new(&trn("3000000"), &trn("3000001")).unwrap();
    office.world.store().add_range(&range).await.unwrap();
    for taken in ["3000000", "3000001"] {
        office.world.keep(&people::record(taken, "Gustav Lindqvist", "1971-02-03")).await;
    }
    office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    let before = office.task(&task).await;

    let answer = office.decide(&priya, &task, &[("decision", "new-trn")]).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("No new TRN can be given at the moment"), "{}", answer.text());
    assert!(answer.text().contains("Nothing was decided. The task stays on the list."));
    assert_eq!(office.task(&task).await, before);
    let link = office.decide(&priya, &task, &[("decision", "link-1234567")]).await;
    assert_eq!(link.status, StatusCode::SEE_OTHER, "what needs no number can be decided");
}

#[tokio::test]
async fn a_number_that_is_taken_meanwhile_is_drawn_again() {
    let office = Office::new().await;
    let range = TrnRange::new(&trn("3000000"), &trn("3999999")).unwrap();
    office.world.store().add_range(&range).await.unwrap();
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    let page = office.open(&priya, &task).await;
    let meddling = office.world.engine().meddling();
    meddling.spare_reads();
    meddling.collide_next("TRN#");

    let answer = office.confirm(&priya, (&task, &page), &[("decision", "new-trn")]).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}
