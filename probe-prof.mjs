import { readFileSync } from "node:fs";
const p = JSON.parse(readFileSync(process.argv[2]));
const self = new Map(), total = new Map(); const byId = new Map(p.nodes.map(n=>[n.id,n])); const parent = new Map();
for (const n of p.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
const dt = p.timeDeltas; const per = new Map();
p.samples.forEach((s,i)=>per.set(s,(per.get(s)??0)+dt[i]));
const nm = n => n.callFrame.functionName + " " + n.callFrame.url.replace(/.*\/(src|node_modules)\//,"$1/") + ":" + n.callFrame.lineNumber;
let all=0;
for (const [id,t] of per) { all+=t; const n=byId.get(id); self.set(nm(n),(self.get(nm(n))??0)+t); const seen=new Set(); for (let a=id;a!==undefined;a=parent.get(a)) { const k=nm(byId.get(a)); if(seen.has(k)) continue; seen.add(k); total.set(k,(total.get(k)??0)+t);} }
const top=(m,n)=>[...m].sort((a,b)=>b[1]-a[1]).slice(0,n).map(([k,t])=>(t/1000).toFixed(0).padStart(8)+"  "+k).join("\n");
console.log("all",(all/1000).toFixed(0)); console.log("SELF\n"+top(self,Number(process.argv[3]??25))); console.log("TOTAL\n"+top(total,Number(process.argv[4]??45)));
