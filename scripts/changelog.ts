// The part of a changelog that is about one version. Pure.

export interface Sources {
  /** text of CHANGELOG.md: a heading `## 1.2.3` for each version */
  readonly changelog: string;
  /** the version in package.json, without v */
  readonly packaged: string;
}

/** `tag` is v1.2.3. Every problem is told; notes are empty then. */
export function notesOf(tag: string, sources: Sources): { notes: string; problems: readonly string[] } {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
  if (version === undefined) return { notes: '', problems: [`"${tag}" is not a version; allowed: v1.2.3`] };
  const problems: string[] = [];
  if (sources.packaged !== version) problems.push(`package.json says ${sources.packaged}, not ${version}`);
  const notes = sectionOf(version, sources.changelog);
  if (notes === '') problems.push(`CHANGELOG.md says nothing of ${version}; rename "## Unreleased" to "## ${version}"`);
  return { notes: problems.length > 0 ? '' : notes, problems };
}

function sectionOf(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split(/\s/, 1)[0] === version) ?? '';
  return section.replace(/^.*\n?/, '').trim();
}
