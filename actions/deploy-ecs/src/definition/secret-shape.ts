// What must not be shown of values that people write into a task definition: secrets that belong elsewhere, by their names and their shapes.
// It hides too much rather than too little; who wants to see a value looks at the task definition.

const NAME =
  /pass|secret|token|key|credential|pwd|(^|_)pw($|_)|dsn|auth|jwt|licen[cs]e|headers?($|_)|private|cert|webhook|conn(ection)?[_-]?str/i;

export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** Scheme and host of an address stay; user, password, path and query may each be the secret. */
const ADDRESS = /([a-z][a-z0-9+.:-]*:\/\/)(?:[^\s"]*@)?([^/\s?#"@]+)[^\s"]*/gi;
/** `--password=x`, `TOKEN=x`, `"apiKey": "x"`, `["--secret","x"]`, `Authorization: Bearer x` */
const NAMED =
  /((?:[\w.-]*(?:pass|secret|token|key|credential|pwd|auth|jwt|licen[cs]e)|\bpw\b)[\w.-]*)("?\s*[=:]\s*"?|"\s*,\s*"|\s+)(?:(?:bearer|basic|token|digest|apikey)\s+)?([^\s"',&;]+)/gi;
/** What is a secret by its own shape, whatever stands before it: a web token, the credentials of an HTTP header, a private key. */
const SHAPES =
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=\b(?:bearer|basic) )[\w.~+/=-]{8,}/gi;
/** `curl -u user:password` */
const USER = /((?:^|[\s"])(?:-u|--user)(?:=|\s+|"\s*,\s*"))([^\s"]+)/g;

export function withoutSecrets(text: string): string {
  return text
    .replace(ADDRESS, (whole: string, scheme: string, host: string) =>
      whole === `${scheme}${host}` ? whole : `${scheme}${host}/…`,
    )
    .replace(SHAPES, '***')
    .replace(NAMED, '$1$2***')
    .replace(USER, '$1***');
}
