import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './schema.gen.ts'

/** Headers that whoever sends adds by itself, so that no call needs to. */
type Added = 'Confirmation' | 'Idempotency-Key' | 'X-CSRF-Token'
type OwnHeaders<Headers> = [Exclude<keyof Headers, Added>] extends [never]
  ? { header?: Partial<Headers> }
  : { header: Omit<Headers, Added> & Partial<Headers> }
type Asked<Operation> = Operation extends { parameters: { header: infer Headers } }
  ? Omit<Operation, 'parameters'> & {
      parameters: Omit<Operation['parameters'], 'header'> & OwnHeaders<Headers>
    }
  : Operation
type AskedPaths = {
  [Path in keyof paths]: { [Method in keyof paths[Path]]: Asked<paths[Path][Method]> }
}

/** Every operation; paths, parameters and bodies are typed by `openapi.json`. */
export type Api = Client<AskedPaths>

/** Sends a request, with all that proves who sends it; what the server refuses is thrown. */
export type Send = (request: Request) => Promise<Response>

/** The operations of the server at `origin`. An update passes its `If-Match` along: `params: { header: { 'If-Match': etag } }`. */
export function apiOf(origin: string, send: Send): Api {
  return createClient<AskedPaths>({
    baseUrl: origin,
    fetch: send,
    querySerializer: { array: { style: 'form', explode: true } },
  })
}

/** The body of an answer: `const order = await answer(api.GET('/v1/…'))`. */
export async function answer<Body>(
  call: Promise<{ data?: Body; response: Response }>,
): Promise<Body> {
  return (await answerWithEtag(call)).body
}

/** The body together with the tag that its next update must match. */
export async function answerWithEtag<Body>(
  call: Promise<{ data?: Body; response: Response }>,
): Promise<{ body: Body; etag: string | null }> {
  const { data, response } = await call
  if (data === undefined)
    throw new TypeError(`${response.url} answered without the body it promises`)
  return { body: data, etag: response.headers.get('ETag') }
}

/** For calls that answer with nothing (204). */
export async function done(call: Promise<{ response: Response }>): Promise<void> {
  await call
}

/** The tag of a document whose revision is known. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}
