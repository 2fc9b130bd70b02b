import type { Expression, Statement } from "../../code/program.ts";
import { child, type SyntaxNode } from "../syntax.ts";
import { nameAt, statementOf } from "../lowered.ts";
import { attributesOf, membersOf, type TypeInfo } from "./declared.ts";
import { methodAt, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";

/** Attributes of methods that a test runner calls (xunit, NUnit, MSTest, TUnit, benchmarks). */
const TEST =
  /^(?:Fact|Theory|SkippableFact|SkippableTheory|Test|TestCase|TestCaseSource|SetUp|OneTimeSetUp|TearDown|OneTimeTearDown|TestMethod|DataTestMethod|TestInitialize|TestCleanup|ClassInitialize|ClassCleanup|AssemblyInitialize|AssemblyCleanup|GlobalSetup|Benchmark|Before|After|BeforeScenario|AfterScenario|BeforeTestRun|AfterTestRun|Given|When|Then|InlineData|StaFact|StaTheory|UIFact)$/;

/** Bases whose methods a tool calls by itself: compilers, build engines, hosts, commands. */
const CALLED: readonly { base: RegExp; methods: RegExp }[] = [
  {
    base: /^(?:ISourceGenerator|IIncrementalGenerator|DiagnosticAnalyzer|DiagnosticSuppressor|ISyntaxReceiver|ISyntaxContextReceiver|CodeFixProvider)$/,
    methods: /./,
  },
  {
    base: /^(?:Task|ITask|ToolTask|AppDomainIsolatedTask|ContextAwareTask|MSBuildTask)$/,
    methods: /^Execute/,
  },
  {
    base: /^(?:BackgroundService|IHostedService|IHostedLifecycleService|IHostingStartup|IStartupFilter|ILogger)$/,
    methods: /^(?:ExecuteAsync|StartAsync|StartingAsync|StartedAsync|Configure)$/,
  },
  {
    base: /^(?:XunitTestFramework|ITestFramework|DataCollector|ITestLogger|IAsyncLifetime|IPropertyProvider|PSCmdlet|Cmdlet|IModuleAssemblyInitializer)$/,
    methods: /./,
  },
];

/** Calls of everything that runs without anybody in the file calling it. */
export function entryPoints(types: readonly TypeInfo[]): Statement[] {
  return types.flatMap((type) => {
    const calls = membersOf(type.node).flatMap((member) => callOf(member, type));
    return calls.length === 0 ? [] : calls;
  });
}

function callOf(member: SyntaxNode, type: TypeInfo): Statement[] {
  const { at } = member;
  if (member.type === "constructor_declaration") {
    const isStatic = modifiers(member).includes("static");
    return isStatic ? [called(nameAt(type.name, at), "static constructor", at)] : [];
  }
  if (member.type !== "method_declaration") return [];
  const name = plainName(child(member, "name")?.text ?? "");
  if (isStart(member, name)) return [called(nameAt(type.name, at), name, at)];
  const runs =
    attributesOf(member).some((each) => TEST.test(each)) ||
    CALLED.some(
      ({ base, methods }) => methods.test(name) && type.bases.some((each) => base.test(each)),
    ) ||
    (type.attributes.includes("Generator") && /./.test(name));
  if (!runs) return [];
  const made: Expression = { kind: "call", callee: nameAt(type.name, at), args: [], at };
  return [called(modifiers(member).includes("static") ? nameAt(type.name, at) : made, name, at)];
}

/** `Main`, and what the runtime calls before it. */
function isStart(member: SyntaxNode, name: string): boolean {
  if (!modifiers(member).includes("static")) return false;
  return name === "Main" || attributesOf(member).includes("ModuleInitializer");
}

function called(object: Expression, name: string, at: SyntaxNode["at"]): Statement {
  return statementOf(methodAt(object, name, [], at));
}

function modifiers(member: SyntaxNode): string[] {
  return member.children.filter((each) => each.type === "modifier").map((each) => each.text);
}

/** Whether a method answers requests: its parameters are what a stranger sent. */
export function isHandler(member: SyntaxNode, type: TypeInfo): boolean {
  const attributes = attributesOf(member);
  if (
    attributes.some((each) =>
      /^(?:Http(?:Get|Post|Put|Delete|Patch)|Route|WebMethod|OperationContract|AcceptVerbs|FunctionName)$/.test(
        each,
      ),
    )
  )
    return true;
  if (!modifiers(member).includes("public") || modifiers(member).includes("static")) return false;
  return (
    type.attributes.some((each) => /^(?:ApiController|Controller)$/.test(each)) ||
    type.bases.some((each) =>
      /^(?:Controller|ControllerBase|ApiController|PageModel|Hub|WebService|IHttpHandler)$/.test(
        each,
      ),
    )
  );
}

/** Types in an order in which every base comes before what is made of it. */
export function basesFirst(types: readonly TypeInfo[], to: Lowering): TypeInfo[] {
  const ordered: TypeInfo[] = [];
  const seen = new Set<TypeInfo>();
  const visit = (type: TypeInfo, depth: number): void => {
    if (seen.has(type) || depth > 50) return;
    seen.add(type);
    for (const base of type.bases) {
      const found = to.types.get(base);
      if (found !== undefined) visit(found, depth + 1);
    }
    ordered.push(type);
  };
  for (const type of types) visit(type, 0);
  return ordered;
}
