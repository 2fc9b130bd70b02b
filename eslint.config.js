import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "rules/**/examples",
      "test/**/fixtures",
      "test/incidents/*/**",
      "var",
    ],
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/require-await": "off",
      // The node types of the parser are an enum whose values are the very texts compared with;
      // the compiler still refuses a text that is none of them.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      "max-lines": ["error", { max: 300 }],
      "max-depth": ["error", 3],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["test/**/*.ts", "script/**/*.ts"],
    rules: { "max-lines-per-function": "off", "no-console": "off" },
  },
);
