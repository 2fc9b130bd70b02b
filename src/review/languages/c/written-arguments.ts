/** Which argument a function writes into, and what. */
export interface Writes {
  to: number;
  /** What it answers, a copy of an argument, an argument at the end, a format with values, base64. */
  how: "call" | "copy" | "append" | "format" | "decode";
  from: number;
}

function entries(
  names: string,
  to: number,
  how: Writes["how"],
  from = 0,
): (readonly [string, Writes])[] {
  return names.split(" ").map((name) => [name, { to, how, from }] as const);
}

/**
 * Functions of the C library, POSIX, Windows and OpenSSL that write into an argument. Sources:
 * their manual pages.
 */
export const WRITES: ReadonlyMap<string, Writes> = new Map([
  ...entries("sprintf vsprintf wsprintfA wsprintfW wsprintf asprintf vasprintf", 0, "format", 1),
  ...entries(
    "snprintf vsnprintf _snprintf swprintf sprintf_s swprintf_s _snwprintf StringCchPrintfA StringCchPrintfW",
    0,
    "format",
    2,
  ),
  ...entries(
    "strcpy stpcpy strncpy strlcpy wcscpy wcsncpy lstrcpy lstrcpyA lstrcpyW memcpy memmove mempcpy wmemcpy RtlMoveMemory RtlCopyMemory CopyMemory qstrcpy",
    0,
    "copy",
    1,
  ),
  ...entries("strcpy_s memcpy_s wcscpy_s memmove_s", 0, "copy", 2),
  ...entries("bcopy", 1, "copy", 0),
  ...entries(
    "strcat strncat strlcat wcscat lstrcat lstrcatA lstrcatW PathAppendA PathAppendW",
    0,
    "append",
    1,
  ),
  ...entries("strcat_s wcscat_s", 0, "append", 2),
  ...entries("inet_pton InetPtonA InetPton", 2, "copy", 1),
  ...entries(
    "fgets fgetws fread gets gets_s gethostname getcwd getdomainname uname GetComputerNameA GetComputerNameW GetComputerName GetUserNameA GetUserNameW GetUserName GetTempPathA GetTempPathW GetTempPath getlogin_r getline getdelim",
    0,
    "call",
  ),
  ...entries(
    "read recv recvfrom SSL_read BIO_read InternetReadFile WinHttpReadData ReadFile pread _read readlink GetEnvironmentVariableA GetEnvironmentVariableW GetEnvironmentVariable ExpandEnvironmentStringsA ExpandEnvironmentStringsW GetModuleFileNameA GetModuleFileNameW _dupenv_s",
    1,
    "call",
  ),
  ...entries("fscanf sscanf scanf_s fscanf_s", 2, "call"),
  ...entries("scanf", 1, "call"),
  ...entries(
    "SHGetFolderPathA SHGetFolderPathW SHGetFolderPath RegOpenKeyExA RegOpenKeyExW RegOpenKeyEx",
    4,
    "call",
  ),
  ...entries("SHGetSpecialFolderPathA", 1, "call"),
  ...entries("RegCreateKeyExA RegCreateKeyExW RegCreateKeyEx", 7, "call"),
  ...entries("RegOpenKeyA RegCreateKeyA RegOpenKeyW RegCreateKeyW", 2, "call"),
  ...entries("EVP_DecodeBlock", 0, "decode", 1),
  ...entries("CryptStringToBinaryA CryptStringToBinaryW CryptStringToBinary", 3, "decode", 0),
  ...entries("fopen_s _wfopen_s", 0, "call"),
]);
