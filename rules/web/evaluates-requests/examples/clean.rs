use axum::extract::Query;
use std::{collections::HashMap, process::Command};

pub async fn version(Query(asked): Query<HashMap<String, String>>) -> String {
    println!("asked for {}", asked["name"]);
    let out = Command::new("git").arg("describe").output().unwrap();
    String::from_utf8_lossy(&out.stdout).into()
}
