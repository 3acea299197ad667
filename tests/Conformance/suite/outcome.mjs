import { faultOf, sdkFaults } from './sdkFaults.mjs';

/**
 * What a run came to. `control` has the checks of the same run on the SDK's own stores, where one of its faults is known. A server that is
 * set up otherwise than the control proves nothing about the SDK: a fault that it does not show is no news.
 */
export function judge(run, checks, control, proves = true) {
  const failures = checks.filter(check => check.status === 'FAILURE');
  const theirs = failures.filter(check => faultOf(run, check) && (!control || fails(control, check.id)));
  const ours = failures.filter(check => !theirs.includes(check))
    .map(check => `${check.id}: ${line(check.errorMessage ?? check.description)}`);
  for (const fault of sdkFaults.filter(fault => proves && fault.scenario === run.scenario && fault.revision === run.revision))
    if (!fails(checks, fault.check) || (control && !fails(control, fault.check)))
      ours.push(`${fault.check}: passes now; take it off tests/Conformance/suite/sdkFaults.mjs`);
  return {
    passed: checks.filter(check => check.status === 'SUCCESS').length,
    ours: ours.length,
    theirs: theirs.length,
    warnings: checks.filter(check => check.status === 'WARNING').map(check => `${check.id}: ${line(check.errorMessage)}`),
    why: [...ours, ...theirs.map(check => `sdk ${check.id}: ${faultOf(run, check).reason}; the control fails alike`)].join(' | '),
  };
}

const fails = (checks, id) => checks.some(check => check.id === id && check.status === 'FAILURE');

const line = text => (text ?? '').replace(/\s+/g, ' ').slice(0, 400);
