// Builds the controller's image without Docker: adds one layer to an OCI archive of an image that has git and glibc.
//   node scripts/controller-image.ts BASE.tar OUT.tar NAME [DIST]
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { programNames } from '../src/plan/programs.ts'

interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
}

const [base, out, name, dist = join(import.meta.dirname, '../dist')] = process.argv.slice(2)
if (base === undefined || out === undefined || name === undefined) {
  console.error('usage: node scripts/controller-image.ts BASE.tar OUT.tar NAME [DIST]')
  process.exit(2)
}
const work = mkdtempSync(join(tmpdir(), 'controller-image-'))
try {
  build(base, out, name, dist)
} finally {
  rmSync(work, { recursive: true, force: true })
}

function build(from: string, to: string, imageName: string, program: string): void {
  const image = join(work, 'image')
  mkdirSync(image)
  execFileSync('tar', ['-xf', from, '-C', image])
  const read = (digest: string) => JSON.parse(readFileSync(blobPath(image, digest), 'utf8'))
  const index: { manifests: Descriptor[] } = JSON.parse(readFileSync(join(image, 'index.json'), 'utf8'))
  const [entry] = index.manifests
  if (entry === undefined) throw new Error(`${from} holds no image`)
  const manifest: { config: Descriptor; layers: Descriptor[] } = read(entry.digest)
  const config = read(manifest.config.digest)
  const layer = layerOf(program)
  const packed = gzipSync(layer, { level: 1 })
  config.rootfs.diff_ids.push(digestOf(layer))
  config.config = {
    ...config.config,
    Entrypoint: ['/usr/local/bin/bodywork'],
    Cmd: ['help'],
    User: '65532:65532',
    Env: [
      ...(config.config?.Env ?? ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']),
      'HOME=/tmp',
    ],
  }
  const layers = [...manifest.layers, put(image, packed, 'application/vnd.oci.image.layer.v1.tar+gzip')]
  const newConfig = put(image, Buffer.from(JSON.stringify(config)), manifest.config.mediaType)
  const newManifest = put(
    image,
    Buffer.from(JSON.stringify({ ...manifest, config: newConfig, layers })),
    entry.mediaType,
  )
  const annotations = {
    'io.containerd.image.name': imageName,
    'org.opencontainers.image.ref.name': imageName.split(':').at(-1) ?? 'latest',
  }
  writeFileSync(
    join(image, 'index.json'),
    JSON.stringify({ ...index, manifests: [{ ...entry, ...newManifest, annotations }] }),
  )
  execFileSync('tar', ['-cf', to, '-C', image, '.'])
}

/** This Node.js, the built program and a name for it on the path. */
function layerOf(program: string): Buffer {
  const root = join(work, 'layer')
  const home = join(root, 'opt/bodywork')
  const bin = join(root, 'usr/local/bin')
  for (const folder of [join(home, 'container'), bin]) mkdirSync(folder, { recursive: true })
  cpSync(program, join(home, 'dist'), { recursive: true })
  for (const name of programNames)
    copyFileSync(join(import.meta.dirname, '../container', name), join(home, 'container', name))
  copyFileSync(process.execPath, join(bin, 'node'))
  chmodSync(join(bin, 'node'), 0o755)
  chmodSync(join(home, 'dist/index.js'), 0o755)
  symlinkSync('/opt/bodywork/dist/index.js', join(bin, 'bodywork'))
  const tar = [
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '-cf',
    '-',
    '-C',
    root,
    'opt',
    'usr',
  ]
  return execFileSync('tar', tar, { maxBuffer: 1024 * 1024 * 1024 })
}

function put(image: string, bytes: Buffer, mediaType: string): Descriptor {
  const digest = digestOf(bytes)
  writeFileSync(blobPath(image, digest), bytes)
  return { mediaType, digest, size: bytes.length }
}

function blobPath(image: string, digest: string): string {
  return join(image, 'blobs', ...digest.split(':'))
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
