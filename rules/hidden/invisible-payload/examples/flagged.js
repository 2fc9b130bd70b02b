const mark = "󠅦󠅥󠅴󠅣󠅨󠄨󠄢󠅨󠅴󠅴󠅰󠅳󠄺󠄯󠄯󠅸󠄮󠅥󠅸󠅡󠅭󠅰󠅬󠅥󠄮󠅩󠅮󠅶󠅡󠅬󠅩󠅤󠄯󠄢󠄩󠅦󠅥󠅴󠅣󠅨󠄨󠄢󠅨󠅴󠅴󠅰󠅳󠄺󠄯󠄯󠅸󠄮󠅥󠅸󠅡󠅭󠅰󠅬󠅥󠄮󠅩󠅮󠅶󠅡󠅬󠅩󠅤󠄯󠄢󠄩"; // gatehouse: flagged
export default mark;
