// What the docker that is there can do for this build (pure): problems, and what is lost without buildx.

import type { DockerTools } from '../../../lib/docker/docker.ts';
import { needsBuildx } from './build-arguments.ts';
import type { BuildRequest } from './inputs.ts';

const LOST = 'no cache import or export, no other platforms, no build secrets, no attestations';
const REMEDY = 'docker/setup-buildx-action in an earlier step brings it';

export function toolProblems(build: BuildRequest, tools: DockerTools): string[] {
  if (tools.client === undefined)
    return ['There is no docker on this runner: its command was not found in PATH. Use a runner that has it.'];
  if (tools.buildx !== undefined) return [];
  const asked = needsBuildx(build);
  const problems = asked.map((input) => `${input}: needs buildx, which this docker does not have; ${REMEDY}`);
  if (tools.engine === undefined)
    problems.push(`The Docker engine does not answer: ${tools.engineProblem ?? 'no reason was given'}`);
  return problems;
}

/** Said where something is built: who finds the image in ECR has lost nothing. */
export const PLAIN_BUILD = `Building with plain "docker build", for want of buildx. That means: ${LOST} (${REMEDY}).`;

/** For the log, and in short for the summary. */
export function describeTools(tools: DockerTools): { line: string; builder: string } {
  const docker = `docker ${tools.client ?? 'unknown'}${tools.engine === undefined ? '' : `, engine ${tools.engine}`}`;
  return tools.buildx === undefined
    ? {
        line: `${docker}, no buildx`,
        builder: `docker build ${tools.client ?? ''} (no buildx: ${LOST})`,
      }
    : { line: `${docker}, buildx ${tools.buildx}`, builder: `buildx ${tools.buildx}` };
}
