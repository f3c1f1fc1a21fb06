// What ../search_engine.js and ../search_tables.js use of node.
declare module "node:*" {
  const everything: any;
  export = everything;
}
declare function require(name: string): any;
declare const __dirname: string;
