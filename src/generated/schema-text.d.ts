/** The text of schema/bodywork.schema.json, without blanks. */
export declare const configurationSchema: string
