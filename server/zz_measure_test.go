package server

import ("testing";"os";"path/filepath";"encoding/json";"strings";"sync/atomic";"context"
"github.com/vektah/gqlparser/v2";"github.com/vektah/gqlparser/v2/validator";"policygraph/graph/resolver";"github.com/vektah/gqlparser/v2/ast"
"github.com/99designs/gqlgen/graphql";"github.com/99designs/gqlgen/graphql/executor";"bytes"
)
var _ ast.Definition
func TestMeasure(t *testing.T){
 es:=resolver.ExecutableSchema()
 for _,d:=range []string{"../testdata/queries","../graph/resolver/testdata/queries"}{
  fs,_:=filepath.Glob(d+"/*.graphql")
  for _,f:=range fs{ b,_:=os.ReadFile(f)
   doc,err:=gqlparser.LoadQuery(es.Schema(),string(b)); if err!=nil{t.Log(f,err);continue}
   vars:=map[string]any{}
   if v,e:=os.ReadFile(strings.TrimSuffix(f,".graphql")+".variables.json");e==nil{dec:=json.NewDecoder(bytes.NewReader(v));dec.UseNumber();dec.Decode(&vars)}
   vv,e:=validator.VariableValues(es.Schema(),doc.Operations[0],vars); if e!=nil{t.Log(f,e)}
   c:=costing{variables:vv}; c.visit(doc.Operations[0].SelectionSet,1,0)
   t.Log(filepath.Base(f),c.count)
  }}
 q,_:=filepath.Glob("ui/**/*.graphql"); t.Log(q)
 x:=executor.New(es); var n atomic.Int64
 x.AroundFields(func(ctx context.Context,next graphql.Resolver)(any,error){n.Add(1);return next(ctx)})
 ctx:=graphql.StartOperationTrace(context.Background())
 q2:=`{__schema{types{...T} directives{name args{...I}}}} fragment T on __Type{kind name description fields(includeDeprecated:true){name description args{...I} type{...R} isDeprecated deprecationReason} inputFields{...I} interfaces{...R} enumValues(includeDeprecated:true){name description isDeprecated deprecationReason} possibleTypes{...R}} fragment I on __InputValue{name description type{...R} defaultValue} fragment R on __Type{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}}}}}`
 oc,errs:=x.CreateOperationContext(ctx,&graphql.RawParams{Query:q2}); if len(errs)>0{t.Fatal(errs)}
 oc.DisableIntrospection=false
 c:=costing{}; c.visit(oc.Operation.SelectionSet,1,0)
 h,ctx:=x.DispatchOperation(ctx,oc); a:=h(ctx)
 t.Log("introspection",c.count,n.Load(),len(a.Data))
}
