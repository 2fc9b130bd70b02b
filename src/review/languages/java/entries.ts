import type { Expression, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callOf, memberAt, nameAt, statementOf } from "../lowered.ts";
import { membersOf, type ClassInfo } from "./classes.ts";
import { spelt } from "./lower-call.ts";
import { annotationsOf } from "./lower-method.ts";

/** What a test runner calls, in the order in which it does: JUnit 3 to 5, TestNG. */
const BEFORE = /^(?:BeforeAll|BeforeClass|BeforeSuite|BeforeTest|BeforeEach|Before|BeforeMethod)$/;
const TESTS =
  /^(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|DataProvider|Theory|Property|Parameters|MethodSource|AfterEach|After|AfterMethod|AfterAll|AfterClass|AfterSuite|AfterTest)$/;
/** What a container calls as soon as it has made an object. */
const STARTED = /^(?:PostConstruct|Bean|EventListener|Startup|Initialized|Observes|Scheduled)$/;
/** Methods that some interface's owner calls when the program starts. */
const HOOKS: ReadonlyMap<string, RegExp> = new Map([
  ["run", /^(?:CommandLineRunner|ApplicationRunner)$/],
  ["contextInitialized", /^ServletContextListener$/],
  ["onApplicationEvent", /^ApplicationListener$/],
  ["afterPropertiesSet", /^InitializingBean$/],
  ["init", /Processor$|^Plugin$|^HttpServlet$|^Filter$/],
  ["process", /^(?:Abstract)?Processor$/],
  ["execute", /Mojo$|^(?:Default)?Task$/],
  ["#apply", /^Plugin$/],
  ["setUp", /TestCase$/],
  ["onEnable", /^JavaPlugin$/],
]);

/** The calls by which others start what a class holds. */
export function entriesOf(info: ClassInfo): Statement[] {
  const methods = membersOf(info.node).filter((each) => each.type === "method_declaration");
  const ranks = methods.map((each) => [rankOf(each, info), each] as const);
  const called = ranks.filter(([rank]) => rank > 0).sort(([a], [b]) => a - b);
  if (called.length === 0) return [];
  const { at } = info.node;
  const made = called.some(([rank]) => rank > MAIN) ? [callOf(nameAt(info.key, at), [], at)] : [];
  const calls = called.map(([, method]): Expression => {
    const name = spelt(child(method, "name")?.text ?? "");
    return callOf(memberAt(nameAt(info.key, at), name, at), [], method.at);
  });
  return [...made, ...calls].map((each) => statementOf(each));
}

const MAIN = 1;

function rankOf(method: SyntaxNode, info: ClassInfo): number {
  const name = spelt(child(method, "name")?.text ?? "");
  const list = child(method, "parameters");
  const types = (list === null ? [] : parts(list)).map((each) => each.text);
  if (/^(?:main|premain|agentmain)$/.test(name) && types.length < 3) return MAIN;
  const annotations = annotationsOf(method);
  if (annotations.some((each) => BEFORE.test(each))) return 2;
  if (annotations.some((each) => TESTS.test(each) || STARTED.test(each))) return 3;
  if (info.bases.some((base) => HOOKS.get(name)?.test(base.replace(/^.*\./, "")) === true))
    return 2;
  return /^test/.test(name) && info.bases.some((base) => /TestCase$/.test(base)) ? 3 : 0;
}
