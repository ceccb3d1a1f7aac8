import { useGraphiQL } from '@graphiql/react';
import { useEffect, useRef } from 'react';

// Looked up before GraphiQL writes its own: has somebody been here before?
const fresh = localStorage.getItem('graphiql:tabState') === null;

/** Fills in the variables of the tab that is open first. GraphiQL takes a tab's
 * variables from the list of tabs only when one changes to it. */
export function FirstVariables({ variables }: { variables: string }) {
  const editor = useGraphiQL((state) => state.variableEditor);
  const filled = useRef(!fresh);
  useEffect(() => {
    if (!editor || filled.current) return;
    filled.current = true;
    if (variables && !editor.getValue()) editor.setValue(variables);
  }, [editor, variables]);
  return null;
}
