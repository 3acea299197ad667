// Checks that fail for the SDK's own reasons. Each is proven with every run: the same server on the SDK's own stores has to fail it too.
// One that passes there, or with the store, is red until it is taken off this list.
export const sdkFaults = [
  {
    scenario: 'server-stateless',
    revision: '2026-07-28',
    check: 'sep-2575-server-unsupported-version-error',
    reason: 'the error names revisions that server/discover of the same server does not',
  },
];

export const faultOf = (run, check) => sdkFaults.find(fault =>
  fault.scenario === run.scenario && fault.revision === run.revision && fault.check === check.id);
