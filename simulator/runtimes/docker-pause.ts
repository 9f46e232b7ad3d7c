// The container that owns the network of a task with several containers, and does nothing else. It outlives each of them,
// so that one that has done its work (a COMPLETE dependency) does not take the others' network with it.

import type { Engine } from './docker-engine.ts';
import { architecture, ensureImage } from './docker-image.ts';

// No image can be counted on to be there or to hold a program that waits, so one is written by hand:
// an ELF file with one segment whose code is `for (;;) pause();`.
const code: Readonly<Record<string, { machine: number; bytes: string }>> = {
  // mov eax, 34 (pause); syscall; jmp back
  amd64: { machine: 62, bytes: 'b8220000000f05ebf7' },
  // arm64 has no pause: ppoll(NULL, 0, NULL, NULL). mov x0..x3, 0; mov x8, 73; svc 0; b back
  arm64: { machine: 183, bytes: '000080d2010080d2020080d2030080d2280980d2010000d4faffff17' },
};

export async function ensurePauseImage(engine: Engine): Promise<string> {
  const content = pauseProgram(architecture());
  return ensureImage(engine, {
    name: 'slipway/pause',
    files: [{ path: 'pause', mode: 0o755, content }],
    config: { Entrypoint: ['/pause'] },
  });
}

export function pauseProgram(name: string): Buffer {
  const program = code[name];
  if (program === undefined)
    throw new Error(`Tasks with several containers cannot run here: no pause program for ${name}.`);
  const bytes = Buffer.from(program.bytes, 'hex');
  const base = 0x400000n;
  const headers = 64 + 56;
  const size = BigInt(headers + bytes.length);
  const elf = Buffer.alloc(headers);
  elf.write('7f454c46020101', 0, 'hex');
  elf.writeUInt16LE(2, 16);
  elf.writeUInt16LE(program.machine, 18);
  elf.writeUInt32LE(1, 20);
  elf.writeBigUInt64LE(base + BigInt(headers), 24);
  elf.writeBigUInt64LE(64n, 32);
  elf.writeUInt16LE(64, 52);
  elf.writeUInt16LE(56, 54);
  elf.writeUInt16LE(1, 56);
  elf.writeUInt16LE(64, 58);
  // One segment: load the whole file, to be read and executed.
  elf.writeUInt32LE(1, 64);
  elf.writeUInt32LE(5, 68);
  elf.writeBigUInt64LE(base, 80);
  elf.writeBigUInt64LE(base, 88);
  elf.writeBigUInt64LE(size, 96);
  elf.writeBigUInt64LE(size, 104);
  elf.writeBigUInt64LE(0x10000n, 112);
  return Buffer.concat([elf, bytes]);
}
