import process from 'node:process';
import { expect, test } from 'vitest';
import { type ProgramCall, runProgram } from './program.ts';

function aCall(script: string, changes: Partial<ProgramCall> = {}): ProgramCall {
  return {
    program: process.execPath,
    arguments: ['-e', script],
    environment: {},
    signal: new AbortController().signal,
    ...changes,
  };
}

test('lines come whole, from both streams, however they are cut', async () => {
  const lines: string[] = [];
  const end = await runProgram(
    aCall(`process.stdout.write('a\\nb'); process.stderr.write('x\\r\\n'); process.stdout.write('c\\rd\\n\\ne')`, {
      onLine: (line) => lines.push(line),
    }),
  );
  expect(end).toMatchObject({ kind: 'exited', code: 0, stdout: 'a\nbc\rd\n\ne', stderr: 'x\r\n' });
  expect(lines.filter((line) => line !== 'x')).toEqual(['a', 'bc', 'd', '', 'e']);
  expect(lines).toContain('x');
});

test('input goes to stdin, and nothing but the given environment comes along', async () => {
  const script = `process.stdin.pipe(process.stdout); console.log(process.env.HOME, process.env.WORD)`;
  const end = await runProgram(aCall(script, { input: 'hush', environment: { WORD: 'w' } }));
  expect(end).toMatchObject({ stdout: 'undefined w\nhush' });
});

test('the exit code is told, a signal as a shell tells it', async () => {
  expect(await runProgram(aCall('process.exit(3)'))).toMatchObject({ kind: 'exited', code: 3 });
  expect(await runProgram(aCall('process.kill(process.pid, "SIGKILL")'))).toMatchObject({ kind: 'exited', code: 137 });
});

test('a program that ends without reading its input is judged by its exit code', async () => {
  const end = await runProgram(aCall('process.exit(0)', { input: 'x'.repeat(1_000_000) }));
  expect(end).toMatchObject({ kind: 'exited', code: 0 });
});

test('a program that does not exist is told as missing', async () => {
  expect(await runProgram(aCall('', { program: 'no-such-program' }))).toMatchObject({ kind: 'missing' });
});

test('an abort stops the program', async () => {
  const cancel = new AbortController();
  const end = await runProgram(
    aCall(`setInterval(() => {}, 1000); console.log('up')`, {
      signal: cancel.signal,
      onLine: () => cancel.abort(),
    }),
  );
  expect(end).toEqual({ kind: 'stopped' });
});

test('an abort reaches what the program has started, where the program itself takes no notice', async () => {
  const abort = new AbortController();
  let started = 0;
  const end = await runProgram(
    aCall(
      `process.on('SIGINT', () => undefined);
       const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
       child.on('exit', () => process.exit(0));
       console.log(child.pid);`,
      {
        signal: abort.signal,
        onLine: (line) => {
          started = Number(line);
          abort.abort();
        },
      },
    ),
  );
  expect(end).toEqual({ kind: 'stopped' });
  expect(() => process.kill(started, 0)).toThrow('ESRCH');
});

test('after an abort nothing is started', async () => {
  expect(await runProgram(aCall('', { program: 'no-such-program', signal: AbortSignal.abort() }))).toEqual({
    kind: 'stopped',
  });
});

test('a folder that is a file, or is not there, is told and throws nothing', async () => {
  for (const cwd of [import.meta.filename, '/not/there'])
    expect(await runProgram(aCall('', { cwd }))).toMatchObject({
      kind: 'missing',
      reason: expect.stringMatching(/^spawn /),
    });
});
