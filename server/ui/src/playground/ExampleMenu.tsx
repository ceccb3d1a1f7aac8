import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { Example } from '../shared/api';
import { showActiveTab } from './TabInView';

/** Goes to the tab that has an example, or opens one: closed or edited tabs are
 * remembered, so the examples must stay in reach. */
export function ExampleMenu({ examples }: { examples: Example[] }) {
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const active = useGraphiQL((state) => state.activeTabIndex);
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);

  const show = (example: Example) => {
    // Of the active tab only the editor knows the text: the list of tabs lags behind.
    if (query?.getValue() === example.query) return showActiveTab();
    const open = tabs.findIndex((tab, index) => index !== active && tab.query === example.query);
    if (open >= 0) return changeTab(open);
    addTab();
    // At once, so that the new tab is found by its query even when it is left at once.
    updateActiveTabValues({ query: example.query, variables: example.variables });
    query?.setValue(example.query);
    variables?.setValue(example.variables);
  };

  return (
    <select
      aria-label="Open an example"
      value=""
      // What is chosen before there is an editor would be lost.
      disabled={!query}
      onChange={(event) => show(examples[Number(event.currentTarget.value)])}
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
