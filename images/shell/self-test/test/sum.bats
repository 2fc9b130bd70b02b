@test "adds" {
  run expr 1 + 2
  [ "$output" = 3 ]
}
