/**
 * Hosts from which builds of the JVM take their libraries: the central repositories, and those
 * of large projects that publish on their own. Sources: the pages of Maven Central, Gradle,
 * Spring, Apache, Eclipse, JetBrains, Google and JitPack on their repositories.
 */
const USUAL =
  /(?:^|\.)(?:maven\.org|apache\.org|sonatype\.org|sonatype\.com|gradle\.org|gradle\.com|gradleup\.com|spring\.io|jitpack\.io|google\.com|googleapis\.com|github\.com|githubusercontent\.com|gitlab\.com|jboss\.org|redhat\.com|eclipse\.org|eclipse\.dev|jetbrains\.com|jetbrains\.space|kotlinlang\.org|confluent\.io|oracle\.com|java\.net|jfrog\.io|bintray\.com|jenkins-ci\.org|jenkins\.io|typesafe\.com|scala-sbt\.org|scala-lang\.org|clojars\.org|minecraftforge\.net|neoforged\.net|fabricmc\.net|papermc\.io|spongepowered\.org|mojang\.com|aliyun\.com|tencent\.com|huaweicloud\.com|tuna\.tsinghua\.edu\.cn|ustc\.edu\.cn|cloudera\.com|hortonworks\.com|atlassian\.com|vaadin\.com|jasperreports\.com|osgeo\.org|geotools\.org|wso2\.org|amazonaws\.com|azure\.com|visualstudio\.com|pkg\.dev|cloudsmith\.io|repsy\.io|terracotta\.org|exoplatform\.org|liferay\.com|jahia\.org|openhab\.org|onap\.org|opendaylight\.org|graalvm\.org|ow2\.org|octopusden\.org|camunda\.com|camunda\.org|shibboleth\.net|mulesoft\.org|mulesoft\.com|codehaus\.org|central\.sonatype\.dev|grails\.org|groovy\.org)$/i;

// Whole addresses only: `10.h.example` is anybody's.
const LOCAL =
  /^(?:localhost|(?:127|10)(?:\.\d{1,3}){3}|(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}|\[::1\])$|\.(?:local|internal|lan|corp|test|localdomain)$/i;
/** Products with which companies keep copies of the central repositories. */
const MIRROR = /artifactory|nexus|mirror|proxy|repo(?:sitory)?[./]|maven/i;

/**
 * What kind of stranger an address is: `foreign` when nobody usual, `mirror` when it looks like
 * a company's copy, `bare` when it is a number in the public network, null when there is
 * nothing to say.
 */
export function foreignKind(url: string): "foreign" | "mirror" | "bare" | null {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
  if (host === undefined || host.includes("…") || host.includes("$")) return null;
  if (LOCAL.test(host) || USUAL.test(host)) return null;
  if (/^\d+(?:\.\d+){3}$|^0x|^\d+$/i.test(host)) return "bare";
  // A copy that a company keeps is asked over an encrypted line; Maven refuses others.
  return MIRROR.test(host) && !/^http:/i.test(url) ? "mirror" : "foreign";
}
