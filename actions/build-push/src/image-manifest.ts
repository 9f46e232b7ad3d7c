// What the manifests of images say (pure): the configuration behind them, the platforms in an index, and the labels of a configuration.

export interface PlatformImage {
  /** `linux/arm64`, `linux/arm/v7` */
  readonly platform: string;
  readonly digest: string;
}

export type ImageManifest =
  | { readonly kind: 'image'; readonly configDigest: string }
  /** without what only describes other entries: attestations */
  | { readonly kind: 'index'; readonly images: readonly PlatformImage[] }
  | { readonly kind: 'unknown' };

export interface ImageConfiguration {
  readonly platform: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function parseManifest(text: string): ImageManifest {
  const manifest = parsed(text);
  const entries = member(manifest, 'manifests');
  if (Array.isArray(entries)) return { kind: 'index', images: entries.flatMap(platformImage) };
  const digest = member(member(manifest, 'config'), 'digest');
  return typeof digest === 'string' ? { kind: 'image', configDigest: digest } : { kind: 'unknown' };
}

/** Undefined when the text is no image's configuration. */
export function parseConfiguration(text: string): ImageConfiguration | undefined {
  const configuration = parsed(text);
  const platform = platformOf(configuration);
  if (platform === undefined) return undefined;
  const labels = member(member(configuration, 'config'), 'Labels');
  const entries = typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
  return { platform, labels: Object.fromEntries(entries.map(([name, value]) => [name, String(value)])) };
}

function platformImage(entry: unknown): PlatformImage[] {
  const digest = member(entry, 'digest');
  const platform = platformOf(member(entry, 'platform'));
  return typeof digest === 'string' && platform !== undefined ? [{ platform, digest }] : [];
}

/** BuildKit gives attestations the platform unknown/unknown, so that nobody runs them. */
function platformOf(value: unknown): string | undefined {
  const [os, architecture, variant] = ['os', 'architecture', 'variant'].map((name) => member(value, name));
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown') return undefined;
  return [os, architecture, ...(typeof variant === 'string' ? [variant] : [])].join('/');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}
