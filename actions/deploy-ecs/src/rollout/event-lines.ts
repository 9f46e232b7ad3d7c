// Events of a service as the log tells them: AWS's words, without what every one of them repeats.

/** Two of the same in one look are one line. Whole messages stand in the job summary of a red end. */
export function eventLines(messages: readonly string[]): string[] {
  const counted = Map.groupBy(messages.map(shortened), (line) => line);
  return [...counted].map(([line, same]) => (same.length === 1 ? line : `${line} (${same.length} times)`));
}

/** `(service web, taskSet ecs-svc/1) deregistered 1 targets in (target-group arn:…:targetgroup/web/50dc6c495c)` → `deregistered 1 targets in target group web` */
function shortened(message: string): string {
  return message
    .replace(/^\(service [^()\s,]+(?:, taskSet [^()\s]+)?\) (?=\S)/, '')
    .replace(/\(target-group arn:[^()\s]*:targetgroup\/([^()\s/]+)\/[^()\s]*\)/g, 'target group $1');
}
