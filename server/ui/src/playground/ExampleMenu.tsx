import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { Example } from '../shared/api';

/** Opens an example in a tab of its own: closed or edited tabs are remembered, so the examples must stay in reach. */
export function ExampleMenu({ examples }: { examples: Example[] }) {
  const { addTab } = useGraphiQLActions();
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  return (
    <select
      aria-label="Open an example"
      value=""
      onChange={(event) => {
        const example = examples[Number(event.currentTarget.value)];
        addTab();
        query?.setValue(example.query);
        variables?.setValue(example.variables);
      }}
    >
      <option value="" disabled>
        Examples
      </option>
      {examples.map((example, index) => (
        <option key={example.name} value={index}>
          {example.name}
        </option>
      ))}
    </select>
  );
}
