/**
 * Public histories whose merged changes are taken for honest, as `owner/name`. A bare mirror
 * of one stands at `owner+name/repo` or `owner+name` under the folder of mirrors.
 */
export const HISTORIES: readonly string[] = [
  "actions/runner-images",
  "docker/cli",
  "ansible/ansible",
  "PowerShell/PSScriptAnalyzer",
  "rust-lang/cargo",
  "tokio-rs/tokio",
  "google/gson",
  "dotnet/command-line-api",
  "hashicorp/consul-template",
  "fastify/fastify",
  "axios/axios",
  "prettier/prettier",
  "django/django",
  "encode/httpx",
  "pypa/pip",
  "spf13/cobra",
  "jekyll/jekyll",
  "laravel/framework",
  "actions/checkout",
  "Homebrew/brew",
];
