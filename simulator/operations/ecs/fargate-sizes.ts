// Which pairs of task CPU and memory Fargate has, and how AWS spells them back.

/** CPU units → smallest and largest memory, and the step between, in MiB */
const sizes: Readonly<Record<string, { from: number; to: number; step: number }>> = {
  '512': { from: 1_024, to: 4_096, step: 1_024 },
  '1024': { from: 2_048, to: 8_192, step: 1_024 },
  '2048': { from: 4_096, to: 16_384, step: 1_024 },
  '4096': { from: 8_192, to: 30_720, step: 1_024 },
  '8192': { from: 16_384, to: 61_440, step: 4_096 },
  '16384': { from: 32_768, to: 122_880, step: 8_192 },
};

/** AWS's refusal; undefined when Fargate has that size. */
export function fargateRefusal(cpu: string, memory: string): string | undefined {
  const units = normalisedCpu(cpu);
  const mib = Number(normalisedMemory(memory));
  const size = sizes[units];
  const known =
    units === '256'
      ? [512, 1_024, 2_048].includes(mib)
      : size !== undefined && mib >= size.from && mib <= size.to && mib % size.step === 0;
  if (known) return undefined;
  return `No Fargate configuration exists for given values: ${units} CPU, ${mib} memory. See the Amazon ECS documentation for the valid values.`;
}

/** `.25 vCPU` → `256` */
export function normalisedCpu(cpu: string): string {
  const inVcpu = /^\s*([0-9.]+)\s*vcpu\s*$/i.exec(cpu);
  return inVcpu === null ? cpu.trim() : String(Math.round(Number(inVcpu[1]) * 1_024));
}

/** `1 GB` → `1024` */
export function normalisedMemory(memory: string): string {
  const inGb = /^\s*([0-9.]+)\s*gb\s*$/i.exec(memory);
  return inGb === null ? memory.trim() : String(Math.round(Number(inGb[1]) * 1_024));
}
