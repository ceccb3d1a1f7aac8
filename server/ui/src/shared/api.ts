// What every page asks of the server. Addresses are relative: the server may
// stand behind a path prefix.

export interface Answer<Data = unknown> {
  data?: Data | null;
  errors?: { message: string }[];
  extensions?: Record<string, unknown>;
}

export interface Dataset {
  title: string;
  version: string;
}

/** A query to start from; variables are JSON text, empty when there are none. */
export interface Example {
  name: string;
  query: string;
  variables: string;
}

/** Sends one GraphQL request; request errors come back as an answer, not as an exception. */
export async function send<Data>(request: object, headers: Record<string, string> = {}): Promise<Answer<Data>> {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(request),
  });
  return (await response.json()) as Answer<Data>;
}

export async function dataset(): Promise<Dataset | undefined> {
  const answer = await send<{ dataset: Dataset }>({ query: '{ dataset { title version } }' });
  return answer.data?.dataset;
}

export async function examples(): Promise<Example[]> {
  const response = await fetch('examples.json');
  return response.ok ? ((await response.json()) as Example[]) : [];
}
