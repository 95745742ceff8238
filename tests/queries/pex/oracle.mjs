// What @sphereon/pex answers to a case.
import {createHash} from 'node:crypto';
import {PEX} from '@sphereon/pex';

const hasher = (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest();

/** "info", "warn" or "error"; a new PEX for each question, as it keeps what it found. */
function select(definition, credentials, {holders}) {
  const options = {holderDIDs: holders, limitDisclosureSignatureSuites: ['DataIntegrityProof.ecdsa-sd-2023']};
  if (definition.format !== undefined) options.restrictToFormats = definition.format;
  return new PEX({hasher}).selectFrom(structuredClone(definition), structuredClone(credentials), options).areRequiredCredentialsPresent;
}

/** PEX takes a definition with `optional` for invalid, so it gets the fields without. */
const known = definition => ({...definition, input_descriptors: definition.input_descriptors.map(one => one.constraints.fields === undefined ? one
  : {...one, constraints: {...one.constraints, fields: one.constraints.fields.map(({optional, ...field}) => field)}})});

/** Each input descriptor and each credential by themselves, and all together. A couple of inputs is only asked together. */
export function ask(test) {
  const definition = known(test.definition);
  const {credentials} = test;
  const coupled = definition.input_descriptors.some(one => one.constraints.same_subject !== undefined);
  const pairs = coupled ? undefined : definition.input_descriptors.flatMap((descriptor, index) => {
    const {group, ...alone} = descriptor;
    const {submission_requirements, ...asked} = {...definition, input_descriptors: [alone]};
    return credentials.flatMap((credential, number) => select(asked, [credential], test) === 'error' ? [] : [[index, number]]);
  });
  return {fits: pairs, present: select(definition, credentials, test) !== 'error'};
}
